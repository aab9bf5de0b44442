module example.com/a-space

go 1.25
