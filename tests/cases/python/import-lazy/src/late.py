def work():
    print("late")
