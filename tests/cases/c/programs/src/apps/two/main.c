void schedule(void);
int main(void)
{
    schedule();
    return 0;
}
