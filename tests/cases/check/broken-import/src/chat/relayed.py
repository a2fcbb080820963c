relayed = 1
