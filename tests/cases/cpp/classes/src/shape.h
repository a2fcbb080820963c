#pragma once
namespace geo
{
class Log
{
  public:
    Log()
    {
        count++;
    }
    static int count;
};
class Shape
{
  public:
    Shape();
    virtual ~Shape();
    virtual double area() const = 0;
    virtual void draw();
    bool operator<(const Shape &other) const
    {
        return area() < other.area();
    }
    static Shape *make(int kind);

  private:
    Log log_;
};
class Circle : public Shape
{
  public:
    explicit Circle(double r) : r_(check(r))
    {
        announce();
        auto later = [this] { announce(); };
        later();
    }
    virtual void announce()
    {
    }
    double area() const override;
    void draw() override;
    static double check(double r)
    {
        return r;
    }

  private:
    double r_;
};
class Dot final : public Circle
{
  public:
    Dot() : Circle(0)
    {
    }
    ~Dot() override;
    void announce() override
    {
    }
    void draw() override
    {
    }
};
} // namespace geo
