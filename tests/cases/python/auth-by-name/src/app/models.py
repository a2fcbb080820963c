from pydantic import BaseModel, field_validator


class Settings(BaseModel):
    api_key: str

    @field_validator("api_key")
    @classmethod
    def validate_api_key(cls, value):
        return value.strip()


def validate_api_key(key):
    return key == Settings.model_fields["api_key"].default
