module example.com/kmeans-by-hand

go 1.24
