from chat import filled

setattr(filled, "any" + "thing", 1)
