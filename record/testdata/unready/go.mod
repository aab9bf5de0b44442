module example.com/unready

go 1.26
