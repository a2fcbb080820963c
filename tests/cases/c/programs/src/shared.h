static inline int clamp(int value)
{
    return value < 0 ? 0 : value;
}
int report(int value);
