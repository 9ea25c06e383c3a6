"""An environment in which everything agrees, and all the single things that can be wrong with it."""

from __future__ import annotations

import functools
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from jobfinder import wiring
from jobfinder.config.keys import short_fingerprints
from jobfinder.domain.environments import ENVIRONMENTS, PRODUCTION, Environment
from jobfinder.domain.shared_keys import MARK, fingerprints
from jobfinder.stores.sqlite import SqliteStore
from tests.places import ROOT

KEYS = {"staging": "sk-ant-the-key-of-staging", "production": "sk-ant-the-key-of-production"}
MARKS = {name: short_fingerprints({"ANTHROPIC_API_KEY": key})["ANTHROPIC_API_KEY"] for name, key in KEYS.items()}


@dataclass
class Setup:
    """One environment as it is to be: a folder, what the variables say, and what is mounted where."""

    names: Environment
    home: Path
    environ: dict[str, str]
    mounts: dict[str, str] = field(default_factory=dict)

    def edit(self, old: str, new: str) -> None:
        path = self.home / "config" / self.names.config_file
        text = path.read_text()
        assert text.count(old) >= 1, old
        path.write_text(text.replace(old, new, 1))

    def write_key(self, **content: str) -> None:
        path = self.home / "key.json"
        known = json.loads(path.read_text()) if path.exists() else {}
        path.write_text(json.dumps({**known, **content}))


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong, and the words that name both its sides.

    `only` says in which environment it is wrong at all. What `steers` changes what the rest is held against; what is
    `in_database` is looked at when all else agrees.
    """

    name: str
    apply: Callable[[Setup], object]
    sides: Callable[[Environment], tuple[str, ...]]
    only: Environment | None = None
    steers: bool = False
    in_database: bool = False
    what: str = ""  # two that set the same thing exclude each other


@functools.cache
def config_of(names: Environment) -> str:
    """Return the product's own configuration of an environment, a project, a model and its key's fingerprint named."""
    text = (ROOT / "config" / names.config_file).read_text()
    text = text.replace("project: null", "project: our-project").replace("provider: none", "provider: anthropic", 1)
    return text.replace("key_fingerprints: []", f'key_fingerprints: ["{MARKS[names.name]}"]')


def right(names: Environment, home: Path, databases: Path | None = None) -> Setup:
    """Return a setup in which everything agrees, in a new folder, with copies of the databases if they are wanted."""
    (home / "config").mkdir(parents=True)
    for one in ENVIRONMENTS.values():
        (home / "config" / one.config_file).write_text(config_of(one))
        (home / f".env.{one.name}").write_text(f"ANTHROPIC_API_KEY={KEYS[one.name]}\n")
        (home / one.log_directory).mkdir()
        if databases:
            shutil.copytree(databases / one.data_directory, home / one.data_directory)
        else:
            (home / one.data_directory).mkdir()
    setup = Setup(
        names,
        home,
        {
            "ENVIRONMENT": names.name,
            "PROFILE_DATABASE_NAME": names.database,
            "STORAGE_DATABASE_NAME": names.database,
            "STORE": "sqlite",
            "JOB_FINDER_OWNS__CONTAINER": names.container,
            "JOB_FINDER_OWNS__NETWORK": names.network,
            "HOSTNAME": names.container,
            "K_SERVICE": f"scrape-source{names.ending}",
            "GOOGLE_CLOUD_PROJECT": "our-project",
            "GOOGLE_APPLICATION_CREDENTIALS": str(home / "key.json"),
            "ANTHROPIC_API_KEY": KEYS[names.name],
        },
        {name: f"/srv/jobs/{name}" for name in (names.data_directory, names.log_directory)},
    )
    setup.write_key(project_id="our-project", client_email=f"jobs{names.ending}@our-project.iam.gserviceaccount.com")
    return setup


def in_file(key: str, old: Callable[[Environment], str], attribute: str) -> Wrong:
    return Wrong(
        f"{key} in the file",
        lambda setup: setup.edit(old(setup.names), old(setup.names.other)),
        lambda names: (
            key,
            f"{names.config_file}:",
            repr(getattr(names, attribute)),
            repr(getattr(names.other, attribute)),
        ),
    )


def in_variable(variable: str, key: str, attribute: str) -> Wrong:
    def apply(setup: Setup) -> None:
        setup.environ[variable] = str(getattr(setup.names.other, attribute))

    def sides(names: Environment) -> tuple[str, ...]:
        return key, f"variable {variable}", *both(names, attribute)

    return Wrong(variable, apply, sides)


def says(variable: str, value: Callable[[Environment], str], *sides: str, **more: object) -> Wrong:
    return Wrong(
        variable,
        lambda setup: setup.environ.update({variable: value(setup.names)}),
        lambda names: (variable, value(names), *(side.format(names=names) for side in sides)),
        **more,  # type: ignore[arg-type]
    )


def link(directory: str) -> Wrong:
    def apply(setup: Setup) -> None:
        path, other = (setup.home / getattr(names, directory) for names in (setup.names, setup.names.other))
        shutil.rmtree(path)
        path.symlink_to(other)

    return Wrong(f"{directory} is a link", apply, lambda names: both(names, directory), what=directory)


def mount(directory: str) -> Wrong:
    def apply(setup: Setup) -> None:
        setup.mounts[getattr(setup.names, directory)] = f"/srv/jobs/{getattr(setup.names.other, directory)}"

    return Wrong(f"another folder is mounted as {directory}", apply, lambda names: both(names, directory))


def both(names: Environment, attribute: str) -> tuple[str, str]:
    return repr(getattr(names, attribute)), repr(getattr(names.other, attribute))


def swap_files(setup: Setup) -> None:
    folder = setup.home / "config"
    shutil.copy(folder / setup.names.other.config_file, folder / setup.names.config_file)


def other_sentinel(setup: Setup) -> None:
    source = setup.home / setup.names.other.data_directory / f"{setup.names.other.database}.db"
    shutil.copy(source, database(setup))


def no_sentinel(setup: Setup) -> None:
    with SqliteStore.open(database(setup), clock=wiring.utc_now)._database.writing() as db:
        db.execute("DELETE FROM meta WHERE key LIKE 'environment%'")


def key_of_the_others_database(setup: Setup) -> None:
    """Use in both, where only the databases can tell: no file of variables, no fingerprint named."""
    for one in ENVIRONMENTS.values():
        (setup.home / f".env.{one.name}").unlink()
        path = setup.home / "config" / one.config_file
        path.write_text(path.read_text().replace(f'["{MARKS[one.name]}"]', "[]"))
    setup.environ["ANTHROPIC_API_KEY"] = KEYS[setup.names.other.name]


def database(setup: Setup) -> Path:
    return setup.home / setup.names.data_directory / f"{setup.names.database}.db"


WRONG = (
    says("ENVIRONMENT", lambda names: names.other.name, steers=True, what="ENVIRONMENT"),
    says("ENVIRONMENT", lambda names: "prod", "staging or production", steers=True, what="ENVIRONMENT"),
    Wrong(
        "ENVIRONMENT is not set",
        lambda setup: setup.environ.pop("ENVIRONMENT"),
        lambda names: ("ENVIRONMENT is not set", "'portfolio-staging'", "'portfolio'"),
        only=PRODUCTION,
        steers=True,
        what="ENVIRONMENT",
    ),
    Wrong(
        "the other's whole file",
        swap_files,
        lambda names: ("environment", *both(names, "name")),
        steers=True,
        what="file",
    ),
    in_file("environment", lambda names: f"environment: {names.name}", "name"),
    in_file(
        "profile.firestore.database_name",
        lambda names: f'firestore:\n    database_name: "{names.database}"',
        "database",
    ),
    in_file("storage.database_name", lambda names: f'\n  database_name: "{names.database}"', "database"),
    in_file("owns.container", lambda names: f"container: {names.container}\n", "container"),
    in_file("owns.network", lambda names: f"network: {names.network}\n", "network"),
    in_file("owns.data_directory", lambda names: f"data_directory: {names.data_directory}\n", "data_directory"),
    in_file("owns.log_directory", lambda names: f"log_directory: {names.log_directory}\n", "log_directory"),
    in_file("owns.topics_end_in", lambda names: f'topics_end_in: "{names.ending}"', "ending"),
    in_file("owns.secrets_end_in", lambda names: f'secrets_end_in: "{names.ending}"', "ending"),
    in_variable("PROFILE_DATABASE_NAME", "profile.firestore.database_name", "database"),
    in_variable("STORAGE_DATABASE_NAME", "storage.database_name", "database"),
    in_variable("JOB_FINDER_STORAGE__DATABASE_NAME", "storage.database_name", "database"),
    in_variable("JOB_FINDER_OWNS__CONTAINER", "owns.container", "container"),
    in_variable("JOB_FINDER_OWNS__NETWORK", "owns.network", "network"),
    in_variable("JOB_FINDER_OWNS__DATA_DIRECTORY", "owns.data_directory", "data_directory"),
    in_variable("JOB_FINDER_OWNS__LOG_DIRECTORY", "owns.log_directory", "log_directory"),
    Wrong(
        "a variable of the whole section",
        lambda setup: setup.environ.update(
            {"JOB_FINDER_PROFILE__FIRESTORE": f"{{database_name: {setup.names.other.database}}}"}
        ),
        lambda names: ("variable JOB_FINDER_PROFILE__FIRESTORE", *both(names, "database")),
    ),
    says("HOSTNAME", lambda names: names.other.container, "{names.container!r}"),
    says("K_SERVICE", lambda names: names.other.topic("scrape-source"), "'scrape-source{names.ending}'"),
    says("GOOGLE_CLOUD_PROJECT", lambda names: "another-project", "storage.project", "'our-project'"),
    Wrong(
        "the key file is another project's",
        lambda setup: setup.write_key(project_id="a-third-project"),
        lambda names: ("project_id", "key.json", "'a-third-project'", "'our-project'"),
    ),
    Wrong(
        "production works as staging's account",
        lambda setup: setup.write_key(client_email="jobs-staging@our-project.iam.gserviceaccount.com"),
        lambda names: ("client_email", "key.json", "jobs-staging@", "'production'"),
        only=PRODUCTION,
    ),
    says("FIRESTORE_EMULATOR_HOST", lambda names: "127.0.0.1:8080", "production", "our-project", only=PRODUCTION),
    says("PUBSUB_EMULATOR_HOST", lambda names: "127.0.0.1:8085", "production", "our-project", only=PRODUCTION),
    says("FIREBASE_AUTH_EMULATOR_HOST", lambda names: "127.0.0.1:9099", "production", "our-project", only=PRODUCTION),
    Wrong(
        "the other environment's key",
        lambda setup: setup.environ.update({"ANTHROPIC_API_KEY": KEYS[setup.names.other.name]}),
        lambda names: ("one key", f"ANTHROPIC_API_KEY of {names.name}", f".env.{names.other.name}"),
        what="key",
    ),
    Wrong(
        "a key that is not named",
        lambda setup: setup.environ.update({"ANTHROPIC_API_KEY": "sk-ant-a-third-key"}),
        lambda names: ("variable ANTHROPIC_API_KEY", "models.key_fingerprints", names.config_file),
        what="key",
    ),
    link("data_directory"),
    link("log_directory"),
    mount("data_directory"),
    mount("log_directory"),
    Wrong(
        "the other's database lies in the data directory",
        lambda setup: (database(setup).with_name(f"{setup.names.other.database}.db")).touch(),
        lambda names: both(names, "database"),
    ),
    Wrong(
        "the sentinel is the other environment's", other_sentinel, lambda names: both(names, "name"), in_database=True
    ),
    Wrong(
        "a database in use without a sentinel",
        no_sentinel,
        lambda names: ("does not say", repr(names.name), f"{names.database}.db", "environment init"),
        in_database=True,
    ),
    Wrong(
        "a key that the other's database knows",
        key_of_the_others_database,
        lambda names: ("one key", f"ANTHROPIC_API_KEY of {names.name}", f"ANTHROPIC_API_KEY of {names.other.name}"),
        in_database=True,
        what="key",
    ),
)


def possible(names: Environment) -> list[Wrong]:
    """Return what can be wrong in this environment."""
    return [each for each in WRONG if each.only in (None, names)]


def make_databases(folder: Path) -> None:
    """Make the databases of both environments, each with its sentinel and the fingerprint of its key."""
    for one in ENVIRONMENTS.values():
        path = folder / one.data_directory / f"{one.database}.db"
        store = SqliteStore.open(path, environment=one.name, clock=wiring.utc_now)
        store.swap_mark(MARK, None, json.dumps(fingerprints({"ANTHROPIC_API_KEY": KEYS[one.name]})))
        store.close_store()
