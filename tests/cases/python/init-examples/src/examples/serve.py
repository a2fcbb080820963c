import uvicorn

import routes

if __name__ == "__main__":
    uvicorn.run(routes.app)
