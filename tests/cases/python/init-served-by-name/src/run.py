import uvicorn


def main():
    uvicorn.run("service.main:app", port=8000)
    uvicorn.run("service.other:missing", port=8001)


if __name__ == "__main__":
    main()
