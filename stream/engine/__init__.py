"""The only room that knows Faust and Kafka: the same for every stage (see ``stream/README.md``)."""
