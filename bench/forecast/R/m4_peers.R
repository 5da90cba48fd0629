# Forecasts hourly series with the forecast package and writes point forecasts, intervals and CPU seconds.
# Usage: Rscript m4_peers.R IN.csv OUT.csv [METHOD,...]
# IN: one row per series, id then values. OUT: method,id,row,v1..v48 (rows mean, lo80, hi80, lo90, hi90, lo95, hi95) and cpu rows.
suppressPackageStartupMessages(library(forecast))
args <- commandArgs(trailingOnly = TRUE)
lines <- strsplit(readLines(args[1]), ",", fixed = TRUE)
wanted <- if (length(args) > 2) strsplit(args[3], ",", fixed = TRUE)[[1]] else c("snaive", "thetaf", "stlf-ets", "stlf-arima", "mstl-ets")
h <- 48
levels <- c(80, 90, 95)
methods <- list(
  "snaive" = function(y) snaive(ts(y, frequency = 24), h = h, level = levels),
  "thetaf" = function(y) thetaf(ts(y, frequency = 24), h = h, level = levels),
  "stlf-ets" = function(y) stlf(ts(y, frequency = 24), h = h, method = "ets", level = levels),
  "stlf-arima" = function(y) stlf(ts(y, frequency = 24), h = h, method = "arima", level = levels),
  "mstl-ets" = function(y) forecast(mstl(msts(y, seasonal.periods = c(24, 168))), method = "ets", h = h, level = levels)
)
out <- file(args[2], "w")
emit <- function(method, id, row, v) writeLines(paste(c(method, id, row, formatC(v, digits = 10, format = "g")), collapse = ","), out)
for (m in wanted) {
  cpu <- 0
  for (l in lines) {
    y <- as.numeric(l[-1])
    start <- proc.time()
    f <- tryCatch(methods[[m]](y), error = function(e) snaive(ts(y, frequency = 24), h = h, level = levels))
    used <- proc.time() - start
    cpu <- cpu + used[["user.self"]] + used[["sys.self"]]
    emit(m, l[1], "mean", f$mean)
    for (i in seq_along(levels)) {
      emit(m, l[1], paste0("lo", levels[i]), f$lower[, i])
      emit(m, l[1], paste0("hi", levels[i]), f$upper[, i])
    }
  }
  writeLines(paste(c(m, "all", "cpu", formatC(cpu, digits = 8, format = "g")), collapse = ","), out)
  flush(out)
}
close(out)
