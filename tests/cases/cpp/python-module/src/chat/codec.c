static int check(int size)
{
    return size;
}

int codec_open(int size)
{
    return check(size);
}
