"""Firestore's indexes, single-field exemptions and TTL, as firestore.indexes.json lists them.

File format: https://firebase.google.com/docs/reference/firestore/indexes
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from deploy.resource import Resource, field
from deploy.site import Site


def indexes(site: Site, file: Path) -> list[Resource]:
    """Return every composite index, exemption and TTL of the environment's database."""
    wanted = json.loads(file.read_text(encoding="utf-8"))
    found = [_composite(site, index) for index in wanted["indexes"]]
    for override in wanted["fieldOverrides"]:
        if override.get("ttl"):
            found.append(_ttl(site, override))
        found.append(_single(site, override))
    return found


def _composite(site: Site, index: dict[str, Any]) -> Resource:
    """Return a composite index; it is waited for, since the functions' queries need it."""
    group, scope = index["collectionGroup"], index.get("queryScope", "COLLECTION")
    fields = [(one["fieldPath"], one.get("order") or one.get("arrayConfig")) for one in index["fields"]]
    flags = [f"--field-config=field-path={path},{_kind(kind)}" for path, kind in fields]
    return Resource(
        kind="index",
        name=f"{group} " + " ".join(path for path, _ in fields),
        look=("firestore", "indexes", "composite", "list", f"--database={site.environment.database}"),
        is_it=lambda item: _group(item) == group and item.get("queryScope") == scope and _fields(item) == fields,
        create=(
            *("firestore", "indexes", "composite", "create", f"--database={site.environment.database}"),
            *(f"--collection-group={group}", f"--query-scope={scope.lower().replace('_', '-')}", *flags),
        ),
    )


def _kind(kind: str) -> str:
    return "array-config=contains" if kind == "CONTAINS" else f"order={kind.lower()}"


def _group(item: dict[str, Any]) -> str:
    """Return the collection group in a name like .../collectionGroups/GROUP/indexes/ID (or /fields/PATH)."""
    return str(item.get("name", "")).partition("/collectionGroups/")[2].partition("/")[0]


def _fields(item: dict[str, Any]) -> list[tuple[str, str]]:
    """Return a listed index's fields; Firestore adds the document's name at the end by itself."""
    listed = item.get("fields", ())
    fields = [(one.get("fieldPath", ""), one.get("order") or one.get("arrayConfig", "")) for one in listed]
    return [one for one in fields if one[0] != "__name__"]


def _single(site: Site, override: dict[str, Any]) -> Resource:
    """Return which single-field indexes a field has; none keeps what grows with time from slowing the writes."""
    group, path = override["collectionGroup"], override["fieldPath"]
    kinds = [one.get("order") or one.get("arrayConfig") for one in override.get("indexes", ())]
    flags = [f"--index={_kind(kind)}" for kind in kinds] or ["--disable-indexes"]
    database = f"--database={site.environment.database}"
    change = ("firestore", "indexes", "fields", "update", path, f"--collection-group={group}", database)
    return Resource(
        kind="exemption",
        name=f"{group} {path}",
        look=("firestore", "indexes", "fields", "list", database),
        is_it=lambda item: _group(item) == group and _field_path(item) == path,
        is_right=lambda item: _single_kinds(item) == sorted(kinds),
        create=(*change, *flags, "--async"),
        update=(*change, *flags, "--async"),
    )


def _field_path(item: dict[str, Any]) -> str:
    return str(item.get("name", "")).partition("/fields/")[2]


def _single_kinds(item: dict[str, Any]) -> list[str]:
    if field(item, "indexConfig.usesAncestorConfig"):
        return ["not overridden"]
    found = field(item, "indexConfig.indexes") or []
    return sorted(kind for index in found for _, kind in _fields(index))


def _ttl(site: Site, override: dict[str, Any]) -> Resource:
    """Return a field that says when a document goes; waited for, since a field takes one change at a time."""
    group, path = override["collectionGroup"], override["fieldPath"]
    place = (f"--collection-group={group}", f"--database={site.environment.database}")
    return Resource(
        kind="TTL",
        name=f"{group} {path}",
        look=("firestore", "fields", "ttls", "list", f"--database={site.environment.database}"),
        is_it=lambda item: _group(item) == group and _field_path(item) == path,
        create=("firestore", "fields", "ttls", "update", path, *place, "--enable-ttl"),
    )
