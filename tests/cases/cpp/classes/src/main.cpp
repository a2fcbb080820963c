#include "shape.h"
using namespace geo;

static void show(const Shape &shape, Shape *pointer)
{
    shape.area();
    pointer->draw();
}

static void own()
{
    Dot dot;
    dot.draw();
    show(dot, &dot);
}

int main()
{
    Shape *shape = Shape::make(1);
    show(*shape, shape);
    own();
    bool less = *shape < *shape;
    delete shape;
    return less;
}
