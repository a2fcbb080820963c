"""Settings, read from the environment once."""

import os
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Settings:
    jwt_secret: str
    jwt_algorithm: str
    database: str
    max_connections_per_user: int
    heartbeat_seconds: float
    history_size: int


@lru_cache
def get_settings() -> Settings:
    return Settings(
        jwt_secret=os.environ.get("CHAT_JWT_SECRET", "change-me-before-you-deploy-this-service"),
        jwt_algorithm="HS256",
        database=os.environ.get("CHAT_DATABASE", ":memory:"),
        max_connections_per_user=int(os.environ.get("CHAT_MAX_CONNECTIONS", "5")),
        heartbeat_seconds=float(os.environ.get("CHAT_HEARTBEAT", "30")),
        history_size=int(os.environ.get("CHAT_HISTORY", "20")),
    )
