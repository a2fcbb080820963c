mkdir ../out
