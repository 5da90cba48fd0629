# Forecasts five-minute series with the forecast package.
# Usage: Rscript five_minute_peers.R DIR METHOD EVERY HISTORY OUT.csv
# DIR: index.csv (series number, origin from 0), one text file of values per series (NA is a gap). Every EVERY-th origin is forecast
# 24 steps ahead from the last HISTORY values. OUT: series,origin,cpu seconds, then 24 means and 24 values per level.
suppressPackageStartupMessages(library(forecast))
args <- commandArgs(trailingOnly = TRUE)
index <- read.csv(file.path(args[1], "index.csv"), header = FALSE)
history <- as.integer(args[4])
shares <- c(60, 80, 90, 95, 98, 99)
methods <- list(
  "snaive" = function(y) snaive(y, h = 24, level = shares),
  "thetaf" = function(y) thetaf(y, h = 24, level = shares),
  "stlf-ets" = function(y) stlf(y, h = 24, method = "ets", level = shares),
  "stlf-arima" = function(y) stlf(y, h = 24, method = "arima", level = shares)
)
out <- file(args[5], "w")
for (s in unique(index[, 1])) {
  values <- scan(file.path(args[1], paste0(s, ".txt")), quiet = TRUE, na.strings = "NA")
  origins <- index[index[, 1] == s, 2]
  for (o in origins[seq(1, length(origins), by = as.integer(args[3]))]) {
    y <- values[max(1, o + 2 - history):(o + 1)]
    start <- proc.time()
    f <- tryCatch({
      y <- ts(as.numeric(na.interp(ts(y))), frequency = 288)
      methods[[args[2]]](y)
    }, error = function(e) NULL)
    used <- sum((proc.time() - start)[1:2])
    if (is.null(f)) next
    # 2.5, 5, 10 % from below; 80 to 99.5 % from above
    q <- cbind(f$lower[, 4], f$lower[, 3], f$lower[, 2], f$mean, f$upper[, 1], f$upper[, 2], f$upper[, 3], f$upper[, 4], f$upper[, 5], f$upper[, 6])
    writeLines(paste(c(s, o, used, formatC(c(f$mean, q), digits = 8, format = "g")), collapse = ","), out)
  }
}
close(out)
