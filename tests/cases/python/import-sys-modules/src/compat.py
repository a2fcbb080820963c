import sys

import slowjson

sys.modules["fastjson"] = slowjson
