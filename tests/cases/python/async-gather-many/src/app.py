import asyncio


async def work(number):
    print(number)


async def beat(number):
    print(number)


async def spread():
    await asyncio.gather(*(work(number) for number in range(3)))


async def listed():
    jobs = [work(number) for number in range(3)]
    jobs.append(beat(3))
    await asyncio.gather(*jobs)


async def tasks():
    tasks = [asyncio.create_task(beat(number)) for number in range(3)]
    await asyncio.gather(*tasks)
