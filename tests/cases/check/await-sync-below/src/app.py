class Message:
    def stop(self) -> "Message":
        return self


class Task:
    def again(self) -> "Task":
        return self


class Message0(Message):
    pass


class Task0(Task):
    pass


class Message1(Message):
    pass


class Task1(Task):
    pass


class Message2(Message):
    pass


class Task2(Task):
    pass


class Message3(Message):
    pass


class Task3(Task):
    pass


class Message4(Message):
    pass


class Task4(Task):
    pass


class Message5(Message):
    pass


class Task5(Task):
    pass


class Message6(Message):
    pass


class Task6(Task):
    pass


class Message7(Message):
    pass


class Task7(Task):
    pass


class Message8(Message):
    pass


class Task8(Task):
    pass


class Message9(Message):
    pass


class Task9(Task):
    pass


class Message10(Message):
    pass


class Task10(Task):
    pass


class Message11(Message):
    pass


class Task11(Task):
    pass


class Message12(Message):
    pass


class Task12(Task):
    pass


class Message13(Message):
    pass


class Task13(Task):
    pass


class Message14(Message):
    pass


class Task14(Task):
    pass


class Message15(Message):
    pass


class Task15(Task):
    pass


class Message16(Message):
    pass


class Task16(Task):
    pass


class Message17(Message):
    pass


class Task17(Task):
    pass


class Message18(Message):
    pass


class Task18(Task):
    pass


class Message19(Message):
    pass


class Task19(Task):
    pass


class Message20(Message):
    pass


class Task20(Task):
    pass


class Message21(Message):
    pass


class Task21(Task):
    pass


class Message22(Message):
    pass


class Task22(Task):
    pass


class Message23(Message):
    pass


class Task23(Task):
    pass


class Message24(Message):
    pass


class Task24(Task):
    pass


class Message25(Message):
    pass


class Task25(Task):
    pass


class Message26(Message):
    pass


class Task26(Task):
    pass


class Message27(Message):
    pass


class Task27(Task):
    pass


class Message28(Message):
    pass


class Task28(Task):
    pass


class Message29(Message):
    pass


class Task29(Task):
    pass


class Message30(Message):
    pass


class Task30(Task):
    pass


class Message31(Message):
    pass


class Task31(Task):
    pass


class Message32(Message):
    pass


class Task32(Task):
    pass


class Message33(Message):
    pass


class Task33(Task):
    pass


class Message34(Message):
    pass


class Task34(Task):
    pass


class Message35(Message):
    pass


class Task35(Task):
    pass


class Message36(Message):
    pass


class Task36(Task):
    pass


class Message37(Message):
    pass


class Task37(Task):
    pass


class Message38(Message):
    pass


class Task38(Task):
    pass


class Message39(Message):
    pass


class Task39(Task):
    pass


class Message40(Message):
    pass


class Task40(Task):
    pass


class Waiting(Task40):
    def __await__(self):
        yield


async def handle(message: Message, task: Task):
    await message.stop()  # likely: no message has __await__
    await task.again()  # maybe right: one task has it
