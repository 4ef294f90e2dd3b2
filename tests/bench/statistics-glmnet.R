# glmnet on the columns that bench:statistics hands over, at falling thresholds: CPU seconds of path and of path with
# cross-validation, and the coefficients (original scale) along the path. Arguments: folder, thresholds.
suppressMessages(library(glmnet))
args <- commandArgs(trailingOnly = TRUE)
folder <- args[1]
d <- as.matrix(read.csv(file.path(folder, "columns.csv"), check.names = FALSE))
y <- d[, 1]; fold <- d[, 2]; x <- d[, -(1:2)]
cpu <- function(f) min(sapply(1:2, function(i) { t <- system.time(f()); t[["user.self"]] + t[["sys.self"]] }))
for (text in args[-1]) {
  thresh <- as.numeric(text)
  fit <- glmnet(x, y, family = "binomial", thresh = thresh, maxit = 1e7)
  path <- cpu(function() glmnet(x, y, family = "binomial", thresh = thresh, maxit = 1e7))
  cv <- cpu(function() cv.glmnet(x, y, family = "binomial", thresh = thresh, maxit = 1e7, foldid = fold))
  write.table(cbind(fit$lambda, as.matrix(t(coef(fit)))), file.path(folder, paste0(text, ".txt")), row.names = FALSE, col.names = FALSE)
  cat(text, path, cv, "\n")
}
