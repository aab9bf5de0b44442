module example.com/app

go 1.25

require example.com/pool v0.0.0

replace example.com/pool => ../pool
