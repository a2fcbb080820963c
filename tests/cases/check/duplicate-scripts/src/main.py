from lib.left import create_end_node

if __name__ == "__main__":
    create_end_node()
