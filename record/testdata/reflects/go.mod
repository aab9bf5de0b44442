module example.com/reflects

go 1.26
