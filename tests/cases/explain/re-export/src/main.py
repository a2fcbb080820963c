import app
from app import make
from app.deep import make as directly

make()
directly()
app.make()
