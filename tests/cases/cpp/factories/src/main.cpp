#include "manager.h"
int main()
{
    auto built = Builder().size(3).name("x").build();
    auto made = make_manager(1);
    Manager &one = Manager::instance();
    (void)one;
    return try_manager(true) ? 0 : 1;
}
