public func main0() {}
