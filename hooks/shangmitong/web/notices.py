"""What a website says to machines that come by: where its map is, and whom to tell of a weakness."""

from __future__ import annotations

from datetime import date

from ..facts.model import Region


def notices(region: Region, site_url: str, today: date) -> dict[str, str]:
    """Return the files by their place in the site; security.txt (RFC 9116) only where the county has a mailbox."""
    files = {"robots.txt": f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n"}
    if region.filing and region.filing.mail:
        files[".well-known/security.txt"] = (
            f"Contact: mailto:{region.filing.mail}\n"
            f"Expires: {today.replace(year=today.year + 1, day=min(today.day, 28)).isoformat()}T00:00:00Z\n"
            "Preferred-Languages: zh\n"
        )
    return files
