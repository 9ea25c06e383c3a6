"""A gcloud with a tiny project behind it: what exists, as the real one would list it, and every call it got.

It refuses what the real one refuses: creating twice, changing or granting on what is not there, unknown commands.
"""

import base64
import json
from pathlib import Path
from typing import Any

POLICY_VERBS = ("get-iam-policy", "add-iam-policy-binding", "remove-iam-policy-binding")


class Failed(Exception):
    """What the command line says on standard error."""


def flags_of(words: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for word in words:
        name, equals, value = word.removeprefix("--").partition("=")
        found.setdefault(name, []).append(value if equals else True)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def parts(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split(","))


class Project:
    def __init__(self, state: dict[str, Any]) -> None:
        self.state = state

    def table(self, kind: str) -> dict[str, Any]:
        table: dict[str, Any] = self.state.setdefault(kind, {})
        return table

    def create(self, kind: str, name: str, item: dict[str, Any]) -> None:
        if name in self.table(kind):
            raise Failed(f"ALREADY_EXISTS: {kind} {name}")
        self.table(kind)[name] = item

    def find(self, kind: str, name: str) -> dict[str, Any]:
        if name not in self.table(kind):
            raise Failed(f"NOT_FOUND: {kind} {name}")
        found: dict[str, Any] = self.table(kind)[name]
        return found

    def delete(self, kind: str, name: str) -> None:
        self.find(kind, name)
        del self.table(kind)[name]

    # -- IAM

    def policy(self, kind: str, name: str, verb: str, flags: dict[str, Any]) -> Any:
        if kind != "projects":
            self.find(kind, name)
        bindings = self.table("policies").setdefault(f"{kind}/{name}", [])
        if verb == "get-iam-policy":
            return {"bindings": bindings, "etag": "x"} if bindings else {"etag": "x"}
        wanted: dict[str, Any] = {"role": flags["role"], "members": [flags["member"]]}
        condition = flags.get("condition", "None")
        if condition != "None":
            wanted["condition"] = {
                "expression": condition.removeprefix("expression=").partition(",title=")[0],
                "title": condition.partition(",title=")[2],
            }
        if verb == "add-iam-policy-binding":
            bindings.append(wanted)
        elif wanted in bindings:
            bindings.remove(wanted)
        else:
            raise Failed("NOT_FOUND: policy binding")
        return None


# -- each group: (project, id of the project, positional words after the group, flags) -> what is printed


def pubsub_topics(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    return simple(it, "topics", words, flags, lambda name: {"name": f"projects/{project}/topics/{name}"})


def pubsub_subscriptions(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    def made(name: str) -> dict[str, Any]:
        it.find("topics", flags["topic"])
        return {
            "name": f"projects/{project}/subscriptions/{name}",
            "topic": f"projects/{project}/topics/{flags['topic']}",
            "ackDeadlineSeconds": 10,
            "messageRetentionDuration": f"{int(flags['message-retention-duration'][:-1]) * 86_400}s",
            "expirationPolicy": {},
        }

    if words[0] == "update":
        item = it.find("subscriptions", words[1])
        if "ack-deadline" in flags:
            item["ackDeadlineSeconds"] = int(flags["ack-deadline"])
        if "dead-letter-topic" in flags:
            it.find("topics", flags["dead-letter-topic"])
            item["deadLetterPolicy"] = {
                "deadLetterTopic": f"projects/{project}/topics/{flags['dead-letter-topic']}",
                "maxDeliveryAttempts": int(flags["max-delivery-attempts"]),
            }
        if "min-retry-delay" in flags:
            item["retryPolicy"] = {
                "minimumBackoff": flags["min-retry-delay"],
                "maximumBackoff": flags["max-retry-delay"],
            }
        return None
    return simple(it, "subscriptions", words, flags, made)


def firestore_databases(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    if words[0] == "list":
        return list(it.table("databases").values())
    if words[0] == "create":
        protection = "DELETE_PROTECTION_ENABLED" if "delete-protection" in flags else "DELETE_PROTECTION_DISABLED"
        item = {"name": f"projects/{project}/databases/{flags['database']}", "deleteProtectionState": protection}
        return it.create("databases", flags["database"], item)
    item = it.find("databases", flags["database"])
    if words[0] == "update":
        item["deleteProtectionState"] = "DELETE_PROTECTION_DISABLED"
    elif item["deleteProtectionState"] == "DELETE_PROTECTION_ENABLED":
        raise Failed("FAILED_PRECONDITION: delete protection is on")
    else:
        it.delete("databases", flags["database"])
        for table in (it.table("indexes"), it.table("fields")):
            for key in [key for key, one in table.items() if one in of_database(table, project, flags)]:
                del table[key]
    return None


def firestore_export(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    it.find("databases", flags["database"])
    it.table("exports")[words[0]] = flags["database"]


def field_name(project: str, flags: dict[str, Any], end: str) -> str:
    return f"projects/{project}/databases/{flags['database']}/collectionGroups/{flags['collection-group']}/{end}"


def of_database(table: dict[str, Any], project: str, flags: dict[str, Any]) -> list[Any]:
    inside = f"projects/{project}/databases/{flags['database']}/"
    return [one for one in table.values() if one["name"].startswith(inside)]


def index_fields(configs: Any) -> list[dict[str, str]]:
    found = []
    for config in [configs] if isinstance(configs, str) else configs:
        said = parts(config)
        how = {"arrayConfig": "CONTAINS"} if "array-config" in said else {"order": said["order"].upper()}
        found.append({"fieldPath": said["field-path"], **how})
    return found


def firestore_indexes_composite(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    it.find("databases", flags["database"])
    table = it.table("indexes")
    if words[0] == "list":
        return of_database(table, project, flags)
    fields = index_fields(flags["field-config"])
    key = json.dumps([flags["database"], flags["collection-group"], fields])
    fields = [*fields, {"fieldPath": "__name__", "order": fields[-1].get("order", "ASCENDING")}]
    item = {
        "name": field_name(project, flags, f"indexes/{len(table)}"),
        "queryScope": flags["query-scope"].upper().replace("-", "_"),
        "fields": fields,
        "state": "READY",
    }
    return it.create("indexes", key, item)


def firestore_indexes_fields(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    it.find("databases", flags["database"])
    if words[0] == "list":
        return [one for one in of_database(it.table("fields"), project, flags) if "indexConfig" in one]
    name = field_name(project, flags, f"fields/{words[1]}")
    kinds = flags.get("index", [])
    listed = [
        {"queryScope": "COLLECTION", "fields": index_fields(f"field-path={words[1]},{kind}")}
        for kind in ([kinds] if isinstance(kinds, str) else kinds)
    ]
    it.table("fields").setdefault(name, {"name": name})["indexConfig"] = {"indexes": listed} if listed else {}
    return None


def firestore_fields_ttls(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    it.find("databases", flags["database"])
    if words[0] == "list":
        return [one for one in of_database(it.table("fields"), project, flags) if "ttlConfig" in one]
    name = field_name(project, flags, f"fields/{words[1]}")
    it.table("fields").setdefault(name, {"name": name})["ttlConfig"] = {"state": "ACTIVE"}
    return None


def functions(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    if words[0] == "list":
        return list(it.table("functions").values())
    name = words[1]
    if words[0] == "delete":
        it.table("triggers").pop(f"{name}-000001", None)
        it.table("subscriptions").pop(f"eventarc-{name}-sub-1", None)
        it.delete("services", name)
        return it.delete("functions", name)
    emails = [flags["run-service-account"], flags["build-service-account"].rpartition("/")[2]]
    for email in [*emails, *([flags["trigger-service-account"]] if "trigger-service-account" in flags else [])]:
        it.find("accounts", email.partition("@")[0])
    item: dict[str, Any] = {
        "name": f"projects/{project}/locations/{flags['region']}/functions/{name}",
        "state": "ACTIVE",
        "labels": parts(flags["update-labels"]),
    }
    if "trigger-http" not in flags:
        place = flags.get("trigger-location", flags["region"])
        trigger = f"projects/{project}/locations/{place}/triggers/{name}-000001"
        subscription = f"eventarc-{name}-sub-1"
        full = f"projects/{project}/subscriptions/{subscription}"
        item["eventTrigger"] = {"trigger": trigger}
        it.table("triggers").setdefault(
            f"{name}-000001", {"name": trigger, "transport": {"pubsub": {"subscription": full}}}
        )
        it.table("subscriptions").setdefault(subscription, {"name": full, "ackDeadlineSeconds": 10})
    it.table("services").setdefault(name, {})
    it.table("functions")[name] = item
    return None


def eventarc_triggers(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    return [one for one in it.table("triggers").values() if f"/locations/{flags['location']}/" in one["name"]]


def run_services(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    return simple(it, "services", words, flags, lambda name: {})


def scheduler_jobs(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    def made(name: str) -> dict[str, Any]:
        it.find("topics", flags["topic"].removeprefix(f"projects/{project}/topics/"))
        return {
            "name": f"projects/{project}/locations/{flags['location']}/jobs/{name}",
            "schedule": flags["schedule"],
            "timeZone": flags["time-zone"],
            "pubsubTarget": {
                "topicName": flags["topic"],
                "data": base64.b64encode(flags["message-body"].encode()).decode(),
            },
        }

    return simple(it, "jobs", [word for word in words if word != "pubsub"], flags, made)


def logging_buckets(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    def made(name: str) -> dict[str, Any]:
        place = f"projects/{project}/locations/{flags['location']}/buckets/{name}"
        return {"name": place, "retentionDays": int(flags["retention-days"])}

    return simple(it, "buckets", words, flags, made)


def logging_sinks(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    it.table("sinks").setdefault("_Default", {"name": "_Default", "filter": "x"})
    if words[:2] == ["update", "_Default"]:
        exclusions = it.find("sinks", "_Default").setdefault("exclusions", [])
        if "remove-exclusions" in flags:
            exclusions[:] = [one for one in exclusions if one["name"] != flags["remove-exclusions"]]
            return None
        how = "add-exclusion" if "add-exclusion" in flags else "update-exclusion"
        name, _, lines = flags[how].removeprefix("name=").partition(",filter=")
        there = [one for one in exclusions if one["name"] == name]
        if bool(there) == (how == "add-exclusion"):
            raise Failed(f"{how}: wrong for {name}")
        exclusions[:] = [*(one for one in exclusions if one["name"] != name), {"name": name, "filter": lines}]
        return None
    made = {"filter": flags.get("log-filter"), "destination": words[2] if len(words) > 2 else ""}
    return simple(it, "sinks", words[:2], flags, lambda name: {"name": name, **made})


def logging_metrics(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    made = {"filter": flags.get("log-filter"), "description": flags.get("description")}
    return simple(it, "metrics", words, flags, lambda name: {"name": name, **made})


def alpha_monitoring_policies(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    if words[0] == "create":
        words = ["create", f"projects/{project}/alertPolicies/{len(it.table('policies of alerts')) + 1}"]
    read = json.loads(Path(flags["policy-from-file"]).read_text()) if "policy-from-file" in flags else {}
    return simple(it, "policies of alerts", words, flags, lambda name: {**read, "name": name})


def services(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    if words[0] == "enable":
        return it.create("apis", words[1], {"config": {"name": words[1]}, "state": "ENABLED"})
    return list(it.table("apis").values())


def iam_service_accounts(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    words = [word.partition("@")[0] for word in words]
    return simple(it, "accounts", words, flags, lambda name: {"email": f"{name}@{project}.iam.gserviceaccount.com"})


def iam_roles(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    return simple(it, "roles", words, flags, lambda name: {"name": f"projects/{project}/roles/{name}"})


def secrets(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    return simple(it, "secrets", words, flags, lambda name: {"name": f"projects/1/secrets/{name}"})


def projects(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    return it.policy("projects", words[1], words[0], flags)


def builds_triggers(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    if words[0] == "import":
        lines = [line for line in Path(flags["source"]).read_text().splitlines() if line.startswith(("name", "desc"))]
        item = dict(line.split(": ", 1) for line in lines)
        it.table("build triggers")[item["name"]] = {**item, "id": f"id-of-{item['name']}"}
        return None
    return simple(it, "build triggers", words, flags, lambda name: {})


def builds(it: Project, project: str, words: list[str], flags: dict[str, Any]) -> Any:
    return it.state.get("builds", [])


def simple(it: Project, kind: str, words: list[str], flags: dict[str, Any], made: Any) -> Any:
    verb, name = words[0], words[1] if len(words) > 1 else ""
    if verb in POLICY_VERBS:
        return it.policy(kind, name, verb, flags)
    if verb == "list":
        return list(it.table(kind).values())
    if verb == "create":
        return it.create(kind, name, made(name))
    if verb == "delete":
        return it.delete(kind, name)
    if verb == "update":
        it.find(kind, name).update(made(name))
        return None
    raise Failed(f"Invalid choice: {verb}")


def run(state: dict[str, Any], words: list[str]) -> tuple[int, str]:
    """Do what a command line says and return its exit code and what it prints."""
    if state.get("broken") and state["broken"] in " ".join(words):
        return 1, "ERROR: UNAVAILABLE: try again later"
    state.setdefault("calls", []).append(words)
    if words[:2] == ["auth", "print-access-token"]:
        return 0, "a-token"
    flags = flags_of([word for word in words if word.startswith("--")])
    names = [word for word in words if not word.startswith("--")]
    for length in (3, 2, 1):
        group = globals().get("_".join(names[:length]).replace("-", "_"))
        if callable(group):
            try:
                answer = group(Project(state), flags["project"], names[length:], flags)
            except Failed as error:
                return 1, f"ERROR: {error}"
            return 0, "" if answer is None else json.dumps(answer)
    return 1, f"ERROR: Invalid choice: {names}"
