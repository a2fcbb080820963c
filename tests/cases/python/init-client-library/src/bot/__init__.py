from bot.client import Client
