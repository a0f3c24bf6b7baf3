"""What stands around the news and is none of it: markup, datelines, boilerplate, retweets.

Not here: what was done to the characters (``mending``), how words are written (``wording``).
"""

import re
from typing import Final

END: Final = 64
"""Characters at the end of a text in which it is looked for whether it was cut."""

_AGENCIES: Final = (
    "Reuters|Thomson Reuters|AP|Associated Press|AFP|Bloomberg|Bloomberg News|Dow Jones|"
    "Dow Jones Newswires|PRNewswire|PR Newswire|Business ?Wire|GLOBE ?NEWSWIRE|Globe Newswire|"
    "ACCESSWIRE|Newsfile Corp\\.?|Xinhua|dpa|dpa-AFX|UPI|TASS|Interfax|Kyodo|PTI|ANI|IANS|"
    "Yonhap|EFE|ANSA|MT Newswires|RTTNews|CNBC|CoinDesk|Cointelegraph|MarketWatch|Benzinga"
    "|Agence France-Presse|The Associated Press|AP Business|Press Association|PA Media|AAP|CNN"
    "|CNN ?Money|CNN Business|BBC|NPR|Fox Business|Jiji|Jiji Press|Kyodo News|Nikkei|Caixin"
    "|Press Trust of India|Anadolu|Bernama|Antara|KUNA|WAM|Belga|Ritzau|CTK|PAP|APA|CP|CNW"
    "|The Canadian Press|Canada NewsWire|Cision|EQS|EQS-News|EQS Newswire|DGAP|DGAP-News"
    "|Marketwired?|NewMediaWire|PRWeb|EIN Presswire|Newsfile|Zacks|TheStreet|MENAFN|WSJ"
)
_MARKUP: Final = re.compile(
    # Each part stops where its like begins again: hostile text costs no more than its length.
    r"<(script|style)\b[^<]*(?:<(?!/?\1\b)[^<]*)*</\1\s*>"
    r"|<!--(?:(?!<!--|-->).)*-->"
    r"|<!\[CDATA\[|\]\]>|<[/!?]?[a-zA-Z][^<>]*>"
    r"|\[/?(?:b|i|u|s|url|quote|code|list|li|font|size|color|img|left|right|center)"
    r"(?:=[^\]\n]{0,200})?\]",
    re.DOTALL,
)
_BLOCK: Final = re.compile(
    r"</?(?:p|div|br|hr|li|ul|ol|h[1-6]|t[rdh]|table|blockquote|pre|section|article|header|footer"
    r"|aside|nav|main|figure|figcaption|title|button|form|label)\b[^<>]*>",
    re.IGNORECASE,
)
"""Markup that begins or ends a line of its own."""
_RETWEET: Final = re.compile(r"^[ \t]*(?:RT|MT)[ \t]+@\w+:?[ \t]*", re.MULTILINE)
_DATELINE: Final = re.compile(
    # A few capitalised words of place and date, the agency, a dash. All that begin a line is
    # looked for from its newline on: a search runs from one to the next.
    r"\n(?:^(?:"
    r"(?:[A-ZÀ-Þ0-9][\w.'/]{0,20}[ ,–—-]{1,4}){0,6}"
    rf"(?:\((?i:{_AGENCIES})\)|/(?i:{_AGENCIES})/)\s*(?:--|[-–—:])\s*"
    rf"|(?:{_AGENCIES})\s*(?:--|[-–—:])\s+"
    r"|(?:UPDATE|WRAPUP|RPT|REFILE|BRIEF|CORRECTED)(?: ?\d+)? ?[-–—:]\s*"
    r"|(?:BREAKING|JUST IN|EXCLUSIVE|ALERT)(?: NEWS)?\s*[-–—:]\s*"
    r"))+",
    re.MULTILINE,
)
_HANDLE: Final = re.compile(r"(?<!\w)@\w+:?")
"""Who is spoken to, or of whom it is said; what a post with a cashtag is about, that says."""
_CASHTAG: Final = re.compile(r"\$[A-Za-z]")
_BY_ITSELF: Final = (
    # Nothing else stands in such a line.
    "advertise(?:ments?|r content)|sponsored(?: content)?|leave a (?:reply|comment)|reply(?: now)?"
    "|continued?|more to (?:come|follow)|share|print|save|e-?mail|bookmark"
    "|skip to (?:main )?content|related|recommended|trending|popular|most read"
    r"|cookie (?:policy|settings)|(?:view |show |\d+ )?comments?|copy link|text size|listen|menu"
    r"|sign (?:up|in)|log ?in|disclaimer|getty images"
    r"|copyright(?-i:(?: [A-Z][\w.&'’-]{0,40}+){1,8}+)"
    "|(?:(?:share|tweet|facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|e-?mail"
    r"|print|copy link|flipboard|instagram|youtube)\b[^\w\n]*+)++"
    r"|(?-i:By [A-Z][\w.'’-]{0,40}+(?: [A-Z][\w.'’-]{0,40}+| \d[\d:]{0,4}+| ?[,|•·–—-]"
    r"| and| for| at| of){1,14}+)"
)
_TO_ITS_END: Final = (
    # However such a line goes on.
    r"(?:to )?read (?:more|next|the full (?:story|article))\b|continue reading\b"
    r"|(?:story|article) continues\b|(?:see|read|watch|listen) also\b|also read\b|don't miss\b"
    r"|listen to this\b|(?:related|recommended|trending|popular|most read)(?: *:"
    r"| (?:articles?|stories|posts?|news|reading|content|topics|videos?)\b)"
    r"|(?:share|print|save|e-?mail|bookmark) (?:this|on)\b|follow us\b|subscribe\b"
    r"|join (?:us|our|[\d,]+)\b|(?:sign (?:up|in)|log ?in) (?:to|for|with|here|now|and|or|today)\b"
    r"|click here\b|all rights reserved\b"
    r"|(?:already|become) an? (?:member|subscriber)\b|enter your e-?mail\b|get (?:our|the) free\b"
    r"|you have \d+ (?:free )?(?:articles?|stories)\b|want more (?:stories|news)\b"
    r"|download (?:the|our) app\b|copyright\b(?: *[©:(]|.*\b(?:reserved|[12]\d{3})\b)"
    r"|©|\(c\)|add us as\b|home *[>»/|]"
    r"|\(?(?:additional )?(?:reporting|writing|editing|compiled) by\b"
    r"|this (?:article|story|post|content) (?:was (?:originally|first|produced|provided|written)"
    r"|is (?:for|provided|part|from)|has been (?:updated|corrected|edited)|first appeared)\b"
    r"|(?:originally )?(?:published|posted) (?:(?:on|at)\b|by [^.\n]{1,60}$)"
    r"|the post .* appeared first on "
    r"|(?:last |first )?(?:updated|published|modified|posted)(?: on| at|:)? +(?:\w+day,? +)?"
    r"(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]* +\d)"
    r"|.*\b\d+[ -]min(?:ute)?s?[ -]read|(?:photo|image|picture)(?: (?:source|credit|by|courtesy)\b"
    r"| *[:/])|getty images *[/|.:]|file photo|(?:we|this site) uses? cookies\b|privacy policy\b"
    r"|terms of (?:use|service)\b|disclaimer *[:.–—-]"
    r"|more from [^.\n]{1,60}$|write to .{1,80} at \S+@"
    r"|contact the (?:author|reporter|editor|writer)s?\b|follow .{1,40} on (?:twitter|facebook)\b"
    r"|(?:our|the) standards:"
)
_BOILERPLATE: Final = re.compile(
    rf"\n[^\w\n]*_*(?:(?:{_BY_ITSELF})_*[^\w\n]*$|(?:{_TO_ITS_END}).*$)",
    re.IGNORECASE | re.MULTILINE,
)
_COUNTED: Final = re.compile(r"[\s.…]*\[\+?\d+ (?:chars|characters|words)\]\s*$")
"""What is said of a text that was cut by counting."""
_TAIL: Final = 400
_CONTINUED: Final = re.compile(
    r"(?:\.\.\.|…)[)\]]?\s*+(?:read (?:more|on|the)|continue|(?:the )?full (?:story|article)"
    r"|the post |click|to read|subscribe|sign (?:in|up)|more (?:at|on)|view )[^\n]*$",
    re.IGNORECASE,
)
"""Where the rest of a text that was cut is to be found."""
_BROKEN: Final = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
"""A word that was parted at the end of a line."""


def unframed(text: str) -> str:
    """Give the news alone; line ends stay where they are between what is left."""
    if "<" in text or "[/" in text:
        text = _MARKUP.sub(" ", _BLOCK.sub("\n", text))
    if "@" in text:
        text = _RETWEET.sub("", text)
        if _CASHTAG.search(text):
            text = _HANDLE.sub(" ", text)
    if text.endswith("]"):
        text = text[:-END] + _COUNTED.sub("...", text[-END:])
    if "..." in (tail := text[-_TAIL:]) or "…" in tail:
        text = text[:-_TAIL] + _CONTINUED.sub("...", tail)
    if "-\n" in text:
        text = _BROKEN.sub("", text)
    lines = _DATELINE.sub("\n", f"\n{text}")
    if lines.rfind("\n") > 0:
        lines = _BOILERPLATE.sub("\n", lines)
    return lines[1:]
