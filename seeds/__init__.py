"""The seeds: 21 articles as they came, and the scripts that make feeds of them."""
