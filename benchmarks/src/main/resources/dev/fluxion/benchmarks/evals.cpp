// Derivatives of GradBench's evals written by hand: each is run for a time, and its job, nanoseconds of the processor (the median) and the sum of the
// magnitudes of its results are printed. Arguments: a file of doubles that all inputs are taken from, seconds of each measurement.
// Source: the formulas of the evals, https://github.com/gradbench/gradbench; derivatives by the chain rule.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <vector>

using Numbers = std::vector<double>;

static Numbers all;
static double seconds;

static double nanos() {
    timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * 1e9 + now.tv_nsec;
}

static Numbers take(size_t& at, size_t count) {
    Numbers taken(all.begin() + at, all.begin() + at + count);
    at += count;
    return taken;
}

static void measure(const char* job, const std::function<void()>& once, const std::function<double()>& magnitude) {
    once();
    Numbers times;
    double start = nanos();
    while ((nanos() - start < seconds * 1e9 && times.size() < 20000) || times.size() < 3) {
        double before = nanos();
        once();
        times.push_back(nanos() - before);
    }
    std::sort(times.begin(), times.end());
    std::printf("%s\t%.17g\t%.17g\n", job, times[times.size() / 2], magnitude());
    std::fflush(stdout);
}

static double magnitude(const Numbers& numbers) {
    double sum = 0;
    for (double number : numbers) {
        sum += std::fabs(number);
    }
    return sum;
}

static void llsq(const char* job, int n, int m) {
    size_t at = 0;
    Numbers x = take(at, m), gradient(m), powers(m);
    measure(job, [&] {
        std::fill(gradient.begin(), gradient.end(), 0.0);
        for (int i = 0; i < n; i++) {
            double t = -1 + 2.0 * i / (n - 1), power = 1, sum = 0;
            for (int j = 0; j < m; j++) {
                powers[j] = power;
                power *= t;
            }
            for (int j = 0; j < m; j++) {
                sum += powers[j] * x[j];
            }
            double residual = (t > 0) - (t < 0) - sum;
            for (int j = 0; j < m; j++) {
                gradient[j] -= residual * powers[j];
            }
        }
    }, [&] { return magnitude(gradient); });
}

static double lseInto(const double* x, double* weights, int n) {
    double top = x[0], sum = 0;
    for (int i = 1; i < n; i++) {
        top = std::max(top, x[i]);
    }
    for (int i = 0; i < n; i++) {
        weights[i] = std::exp(x[i] - top);
        sum += weights[i];
    }
    double share = 1 / sum;
    for (int i = 0; i < n; i++) {
        weights[i] *= share;
    }
    return top + std::log(sum);
}

static void lse(const char* job, int n) {
    size_t at = 0;
    Numbers x = take(at, n), gradient(n);
    measure(job, [&] { lseInto(x.data(), gradient.data(), n); }, [&] { return magnitude(gradient); });
}

static void gmm(const char* job, int d, int k) {
    const int n = 1000, p = d * (d - 1) / 2;
    size_t at = 0;
    Numbers x = take(at, n * d), alpha = take(at, k), mu = take(at, k * d), q = take(at, k * d), l = take(at, k * p);
    Numbers dAlpha(k), dMu(k * d), dQ(k * d), dL(k * p), scale(k * d), z(k * d), y(k * d), beta(k), share(k), back(d);
    measure(job, [&] {
        for (Numbers* each : {&dAlpha, &dMu, &dQ, &dL}) {
            std::fill(each->begin(), each->end(), 0.0);
        }
        for (int i = 0; i < k * d; i++) {
            scale[i] = std::exp(q[i]);
        }
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < k; c++) {
                double* zc = &z[c * d];
                double* yc = &y[c * d];
                for (int a = 0; a < d; a++) {
                    zc[a] = x[i * d + a] - mu[c * d + a];
                    yc[a] = scale[c * d + a] * zc[a];
                }
                const double* column = &l[c * p];
                for (int b = 0; b < d; b++) {
                    for (int a = b + 1; a < d; a++) {
                        yc[a] += column[a - b - 1] * zc[b];
                    }
                    column += d - b - 1;
                }
                double squares = 0, logs = 0;
                for (int a = 0; a < d; a++) {
                    squares += yc[a] * yc[a];
                    logs += q[c * d + a];
                }
                beta[c] = alpha[c] + logs - squares / 2;
            }
            lseInto(beta.data(), share.data(), k);
            for (int c = 0; c < k; c++) {
                double r = share[c];
                const double* zc = &z[c * d];
                const double* yc = &y[c * d];
                dAlpha[c] += r;
                for (int a = 0; a < d; a++) {
                    back[a] = scale[c * d + a] * yc[a];
                    dQ[c * d + a] += r * (1 - yc[a] * zc[a] * scale[c * d + a]);
                }
                const double* column = &l[c * p];
                double* into = &dL[c * p];
                for (int b = 0; b < d; b++) {
                    double sum = 0, weight = r * zc[b];
                    for (int a = b + 1; a < d; a++) {
                        sum += column[a - b - 1] * yc[a];
                        into[a - b - 1] -= weight * yc[a];
                    }
                    back[b] += sum;
                    column += d - b - 1;
                    into += d - b - 1;
                }
                for (int a = 0; a < d; a++) {
                    dMu[c * d + a] += r * back[a];
                }
            }
        }
        lseInto(alpha.data(), share.data(), k); // of the prior, with m = 0 and gamma = 1
        for (int c = 0; c < k; c++) {
            dAlpha[c] -= n * share[c];
        }
        for (int i = 0; i < k * d; i++) {
            dQ[i] -= scale[i] * scale[i];
        }
        for (int i = 0; i < k * p; i++) {
            dL[i] -= l[i];
        }
    }, [&] { return magnitude(dAlpha) + magnitude(dMu) + magnitude(dQ) + magnitude(dL); });
}

// By its first free row; the columns that are left are bits.
static double minorOf(const double* matrix, int order, int row, int skipped, unsigned columns) {
    if (columns == 0) {
        return 1;
    }
    if (row == skipped) {
        return minorOf(matrix, order, row + 1, skipped, columns);
    }
    double sum = 0, sign = 1;
    for (int j = 0; j < order; j++) {
        if (columns >> j & 1) {
            sum += sign * matrix[row * order + j] * minorOf(matrix, order, row + 1, skipped, columns & ~(1u << j));
            sign = -sign;
        }
    }
    return sum;
}

static void det(const char* job, int order) {
    size_t at = 0;
    Numbers matrix = take(at, order * order), gradient(order * order);
    measure(job, [&] {
        unsigned columns = (1u << order) - 1;
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < order; j++) {
                double minor = minorOf(matrix.data(), order, 0, i, columns & ~(1u << j));
                gradient[i * order + j] = (i + j) % 2 == 0 ? minor : -minor;
            }
        }
    }, [&] { return magnitude(gradient); });
}

static void kmeans(const char* job, int k, int n, int d) {
    size_t at = 0;
    Numbers points = take(at, n * d), centroids(points.end() - k * d, points.end()), gradient(k * d), counts(k), direction(k * d);
    measure(job, [&] {
        std::fill(gradient.begin(), gradient.end(), 0.0);
        std::fill(counts.begin(), counts.end(), 0.0);
        for (int i = 0; i < n; i++) {
            const double* point = &points[i * d];
            double least = INFINITY;
            int nearest = 0;
            for (int c = 0; c < k; c++) {
                double distance = 0;
                for (int b = 0; b < d; b++) {
                    double difference = centroids[c * d + b] - point[b];
                    distance += difference * difference;
                }
                if (distance < least) {
                    least = distance;
                    nearest = c;
                }
            }
            counts[nearest] += 2;
            for (int b = 0; b < d; b++) {
                gradient[nearest * d + b] += 2 * (centroids[nearest * d + b] - point[b]);
            }
        }
        for (int c = 0; c < k; c++) {
            for (int b = 0; b < d; b++) {
                direction[c * d + b] = gradient[c * d + b] / counts[c];
            }
        }
    }, [&] { return magnitude(direction); });
}

static void cross(const double* a, const double* b, double* result) {
    result[0] = a[1] * b[2] - a[2] * b[1];
    result[1] = a[2] * b[0] - a[0] * b[2];
    result[2] = a[0] * b[1] - a[1] * b[0];
}

static double dot(const double* a, const double* b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

// The two rows of an observation of a camera that is turned: its 11 numbers, the point's 3, the weight.
static void observation(const double* cam, const double* x, double w, const double* feature, double* rows) {
    double angle = std::sqrt(dot(cam, cam)), cosine = std::cos(angle), sine = std::sin(angle);
    double axis[3], p[3], product[3], seen[3];
    for (int i = 0; i < 3; i++) {
        axis[i] = cam[i] / angle;
        p[i] = x[i] - cam[3 + i];
    }
    cross(axis, p, product);
    double along = dot(axis, p);
    for (int i = 0; i < 3; i++) {
        seen[i] = p[i] * cosine + product[i] * sine + axis[i] * along * (1 - cosine);
    }
    double f = cam[6], k1 = cam[9], k2 = cam[10], a = seen[0] / seen[2], b = seen[1] / seen[2];
    double rho = a * a + b * b, bent = 1 + k1 * rho + k2 * rho * rho, slope = k1 + 2 * k2 * rho;
    double flat[2] = {a, b}, centre[2] = {cam[7], cam[8]};
    for (int e = 0; e < 2; e++) {
        double* row = rows + 15 * e;
        double byA = w * f * (2 * a * slope * flat[e] + (e == 0 ? bent : 0)), byB = w * f * (2 * b * slope * flat[e] + (e == 1 ? bent : 0));
        double v[3] = {byA / seen[2], byB / seen[2], -(byA * a + byB * b) / seen[2]}, ahead[3], turned[3];
        double vAxis = dot(v, axis);
        cross(v, axis, ahead); // the adjoint of axis × p by p
        double byPoint[3], byAxis[3];
        cross(p, v, turned); // and by the axis
        for (int i = 0; i < 3; i++) {
            byPoint[i] = cosine * v[i] + sine * ahead[i] + axis[i] * vAxis * (1 - cosine);
            byAxis[i] = sine * turned[i] + (1 - cosine) * (v[i] * along + p[i] * vAxis);
        }
        double byAngle = -sine * dot(v, p) + cosine * dot(v, product) + sine * along * vAxis, inner = dot(byAxis, axis);
        for (int i = 0; i < 3; i++) {
            row[i] = byAngle * axis[i] + (byAxis[i] - inner * axis[i]) / angle;
            row[3 + i] = -byPoint[i];
            row[11 + i] = byPoint[i];
        }
        row[6] = w * bent * flat[e];
        row[7] = e == 0 ? w : 0;
        row[8] = e == 1 ? w : 0;
        row[9] = w * f * rho * flat[e];
        row[10] = w * f * rho * rho * flat[e];
        row[14] = f * bent * flat[e] + centre[e] - feature[e];
    }
}

static void ba(const char* job, int n, int m, int p) {
    const double cam[11] = {-0.758453, -1.109613, -0.845551, 34.556073, 39.676747, 53.881673, 419.194514, 5.864426, -8.518870, 0.087812, 0.002739};
    const double point[3] = {7.203245, 0.001144, 3.023326}, feature[2] = {271.760969, 834.209256};
    Numbers cams, points, weights(p, 0.417022), features, values(31 * (size_t) p);
    std::vector<int> rows(3 * p + 1), columns(31 * (size_t) p);
    for (int i = 0; i < n; i++) {
        cams.insert(cams.end(), cam, cam + 11);
    }
    for (int i = 0; i < m; i++) {
        points.insert(points.end(), point, point + 3);
    }
    for (int i = 0; i < p; i++) {
        features.insert(features.end(), feature, feature + 2);
    }
    measure(job, [&] {
        for (int i = 0; i < p; i++) {
            size_t at = 30 * (size_t) i;
            observation(&cams[11 * (i % n)], &points[3 * (i % m)], weights[i], &features[2 * i], &values[at]);
            for (int e = 0; e < 2; e++, at += 15) {
                rows[2 * i + e] = at;
                for (int j = 0; j < 11; j++) {
                    columns[at + j] = 11 * (i % n) + j;
                }
                for (int j = 0; j < 3; j++) {
                    columns[at + 11 + j] = 11 * n + 3 * (i % m) + j;
                }
                columns[at + 14] = 11 * n + 3 * m + i;
            }
        }
        for (int i = 0; i < p; i++) {
            size_t at = 30 * (size_t) p + i;
            rows[2 * p + i] = at;
            columns[at] = 11 * n + 3 * m + i;
            values[at] = -2 * weights[i];
        }
        rows[3 * p] = 31 * p;
    }, [&] { return magnitude(values); });
}

static void slopeOf(const double* x, const double* y, double* slope, int n) {
    slope[0] = x[0];
    for (int i = 1; i < n; i++) {
        slope[i] = x[i] * y[i - 1];
    }
}

// The adjoint of a slope: by x is added to, by y is set.
static void slopeBack(const double* x, const double* y, const double* bySlope, double* byX, double* byY, int n) {
    byX[0] += bySlope[0];
    for (int i = 1; i < n; i++) {
        byX[i] += bySlope[i] * y[i - 1];
        byY[i - 1] = bySlope[i] * x[i];
    }
    byY[n - 1] = 0;
}

static void ode(const char* job, int n, int steps) {
    size_t at = 0;
    Numbers x = take(at, n), gradient(n), bySlope(n), byStage(n), byY(n), next(n), slopes[4], stages;
    for (Numbers& slope : slopes) {
        slope.resize(n);
    }
    const double h = 2.0 / steps, half = h / 2, ahead[4] = {0, half, half, h}, weight[4] = {h / 6, h / 3, h / 3, h / 6};
    stages.resize((size_t) 4 * steps * n);
    measure(job, [&] {
        Numbers y(n, 0.0);
        for (int s = 0; s < steps; s++) {
            for (int k = 0; k < 4; k++) {
                double* stage = &stages[((size_t) 4 * s + k) * n];
                for (int i = 0; i < n; i++) {
                    stage[i] = k == 0 ? y[i] : y[i] + ahead[k] * slopes[k - 1][i];
                }
                slopeOf(x.data(), stage, slopes[k].data(), n);
            }
            for (int i = 0; i < n; i++) {
                y[i] += weight[0] * slopes[0][i] + weight[1] * slopes[1][i] + weight[2] * slopes[2][i] + weight[3] * slopes[3][i];
            }
        }
        std::fill(gradient.begin(), gradient.end(), 0.0);
        std::fill(byY.begin(), byY.end(), 0.0);
        byY[n - 1] = 1;
        for (int s = steps - 1; s >= 0; s--) {
            next = byY;
            for (int k = 3; k >= 0; k--) {
                for (int i = 0; i < n; i++) {
                    bySlope[i] = weight[k] * byY[i] + (k < 3 ? ahead[k + 1] * byStage[i] : 0);
                }
                slopeBack(x.data(), &stages[((size_t) 4 * s + k) * n], bySlope.data(), gradient.data(), byStage.data(), n);
                for (int i = 0; i < n; i++) {
                    next[i] += byStage[i];
                }
            }
            byY.swap(next);
        }
    }, [&] { return magnitude(gradient); });
}

int main(int count, char** arguments) {
    std::FILE* file = std::fopen(arguments[1], "rb");
    if (count < 3 || file == nullptr) {
        return 1;
    }
    double next;
    while (std::fread(&next, sizeof next, 1, file) == 1) {
        all.push_back(next);
    }
    std::fclose(file);
    seconds = std::atof(arguments[2]);
    llsq("llsq, n = 1,024, m = 128", 1024, 128);
    lse("lse, n = 640,000", 640000);
    gmm("gmm, d = 10, k = 25", 10, 25);
    gmm("gmm, d = 64, k = 100", 64, 100);
    det("det, order 7", 7);
    kmeans("kmeans, k = 100, n = 10,000, d = 8", 100, 10000, 8);
    ba("ba, 49 cameras, 7,776 points, 31,843 observations", 49, 7776, 31843);
    ode("ode, n = 10,000, 10 steps", 10000, 10);
    return 0;
}
