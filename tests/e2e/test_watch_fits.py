#!/usr/bin/env python3
"""The fits of interdict watch, computed again by other means: closed forms and a plain search with
the standard library, and where it is installed with scipy. Nothing here is taken from the program
but its answers.

usage: test_watch_fits.py INTERDICT
"""
import datetime
import json
import math
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import tap  # noqa: E402

try:
    import scipy.optimize
    import scipy.stats
except ImportError:
    scipy = None
    print("# scipy is not installed: its part is left out, the rest checks the same fits")

ROOT = os.path.abspath(os.environ.get("ITD_SOURCE_ROOT", "."))
BINARY = os.path.abspath(sys.argv[1])
REACH = 75
CASES = (("core", "c", "2017-11-28", "2014-01-01"), ("mrbm", "m", "2017-11-28", "2014-01-01"),
         ("core", "c", "2021-06-07", "2018-01-01"))


def days_of(letter):
    with open(os.path.join(ROOT, "tests/data/watch/days.txt"), encoding="utf-8") as file:
        return [datetime.date.fromisoformat(line[:10]) for line in file
                if not line.startswith("#") and letter in line[11:]]


def case(name, letter, as_of, start):
    """The answer of the program, the gaps, and the reach of the silence."""
    done = subprocess.run([BINARY, "watch", "--class", name, "--as-of", as_of, "--from", start,
                           "--format", "json"], capture_output=True, check=True, timeout=60,
                          env={"PATH": os.environ["PATH"], "HOME": "/nonexistent",
                               "INTERDICT_DATA": ROOT + "/data"})
    first, last = (datetime.date.fromisoformat(text) for text in (start, as_of))
    days = [day for day in days_of(letter) if first <= day <= last]
    gaps = [(b - a).days for a, b in zip(days, days[1:])]
    return json.loads(done.stdout), days, gaps, (last - days[-1]).days + 1


def law(said, name, part=None):
    found = next(one for one in said["models"] if one["name"] == name)
    return found[part] if part else found


def near(value, expected, tolerance):
    assert abs(value - expected) <= tolerance, (value, expected)


def values(one):
    return [parameter["value"] for parameter in one["parameters"]]


def upper_normal(z):
    return 0.5 * math.erfc(z / math.sqrt(2))


def log_likelihood(name, parameters, gaps, open_gap=None):
    if name == "exponential":
        mean, = parameters
        total = sum(-math.log(mean) - gap / mean for gap in gaps)
        return total - (open_gap / mean if open_gap else 0)
    if name == "weibull":
        shape, scale = parameters
        total = sum(math.log(shape / scale) + (shape - 1) * math.log(gap / scale) -
                    (gap / scale) ** shape for gap in gaps)
        return total - ((open_gap / scale) ** shape if open_gap else 0)
    if name == "lognormal":
        mu, sigma = parameters
        total = sum(-math.log(gap * sigma * math.sqrt(2 * math.pi)) -
                    (math.log(gap) - mu) ** 2 / (2 * sigma * sigma) for gap in gaps)
        z = (math.log(open_gap) - mu) / sigma if open_gap else 0
        return total + (math.log(upper_normal(z)) if open_gap else 0)
    shape, scale = parameters
    total = sum((shape - 1) * math.log(gap) - gap / scale - math.lgamma(shape) -
                shape * math.log(scale) for gap in gaps)
    return total + (math.log(upper_gamma(shape, open_gap / scale)) if open_gap else 0)


def upper_gamma(shape, x):
    """Q(shape, x) by the series of the lower function; x of ordinary size."""
    term = total = 1 / shape
    for n in range(1, 2000):
        term *= x / (shape + n)
        total += term
    return 1 - total * math.exp(-x + shape * math.log(x) - math.lgamma(shape))


def climb(name, start, gaps, open_gap=None):
    """The maximum by trying smaller and smaller steps in every direction."""
    at, step = list(start), 0.2
    best = log_likelihood(name, at, gaps, open_gap)
    while step > 1e-7:
        moved = False
        for i in range(len(at)):
            for factor in (1 + step, 1 / (1 + step)):
                trial = list(at)
                trial[i] *= factor
                value = log_likelihood(name, trial, gaps, open_gap)
                if value > best:
                    at, best, moved = trial, value, True
        step = step if moved else step / 2
    return at, best


def test_exponential_and_lognormal_equal_their_closed_forms():
    for said, _, gaps, reach in (case(*one) for one in CASES):
        count = len(gaps)
        assert said["gaps"] == count
        mean = sum(gaps) / count
        near(values(law(said, "exponential"))[0], mean, 1e-5)
        near(law(said, "exponential")["p"], math.exp(-reach / mean), 2e-6)
        near(law(said, "exponential")["length_5pct"], mean * math.log(20), 0.5)
        open_mean = (sum(gaps) + reach) / count
        near(values(law(said, "exponential", "with_open_silence"))[0], open_mean, 1e-5)
        logs = [math.log(gap) for gap in gaps]
        mu = sum(logs) / count
        sigma = math.sqrt(sum((one - mu) ** 2 for one in logs) / count)
        near(values(law(said, "lognormal"))[0], mu, 1e-6)
        near(values(law(said, "lognormal"))[1], sigma, 1e-6)
        near(law(said, "lognormal")["p"], upper_normal((math.log(reach) - mu) / sigma), 2e-6)
        # The observed information of both in closed form.
        low = law(said, "exponential")["parameters"][0]["low"]
        near(low, mean * math.exp(-1.959964 / math.sqrt(count)), 1e-3 * mean)
        low = law(said, "lognormal")["parameters"][0]["low"]
        near(low, mu - 1.959964 * sigma / math.sqrt(count), 1e-3)


def test_every_law_is_at_the_top_of_its_likelihood():
    for said, _, gaps, reach in (case(*one) for one in CASES):
        for name in ("weibull", "gamma", "lognormal"):
            for part, open_gap in ((None, None), ("with_open_silence", reach)):
                one = law(said, name, part)
                top, best = climb(name, [1.5, 10.0], gaps, open_gap)
                near(one["log_likelihood"], best, 0.001)
                near(one["aic"], 4 - 2 * best, 0.002)
                for value, expected in zip(values(one), top):
                    near(value, expected, 2e-4 * max(1, expected))


def test_rates_solow_and_many_gaps_equal_their_formulas():
    for said, days, gaps, reach in (case(*one) for one in CASES):
        count, total = len(gaps), sum(gaps)
        poisson = law(said, "gamma-poisson")
        near(poisson["p"], (1 + reach / total) ** -(count + 0.5), 1e-6)
        start = datetime.date.fromisoformat(said["from"])
        ratio = ((days[-1] - start).days + reach) / (days[-1] - start).days
        near(said["solow_p"], ratio ** -len(days), 1e-6)
        factor = (len(days) - 1) / (ratio ** (len(days) - 1) - 1)
        near(said["solow"]["bayes_factor"], factor, 1e-4 * max(1, factor))
        near(said["posterior_ceased"], 1 / (1 + factor * 0.9 / 0.1), 1e-6)
        best = law(said, said["best"])
        near(said["many_gaps"]["p_any"], 1 - (1 - best["p"]) ** count, 1e-4)


def test_the_rates_by_month_are_events_divided_by_days():
    for said, _, _, reach in (case(*one) for one in CASES):
        season = said["season"][0]
        first, last = (datetime.date.fromisoformat(season[key]) for key in ("from", "to"))
        letter = {"core": "c", "mrbm": "m"}[said["class"]]
        events = [day for day in days_of(letter) if first <= day <= last]
        one_day = datetime.timedelta(days=1)
        exposed, seen = [0] * 12, [0] * 12
        day = first
        while day <= last:
            exposed[day.month - 1] += 1
            day += one_day
        for day in events:
            seen[day.month - 1] += 1
        expected = 0
        for i in range(reach):
            month = (last + i * one_day).month - 1
            expected += (seen[month] or 0.5) / exposed[month]
        near(said["seasonal_p"], math.exp(-expected), 1e-6)


def test_the_hawkes_likelihood_is_that_of_its_definition():
    said, days, _, reach = case(*CASES[0])
    mu, branching, decay = (one["value"] for one in said["hawkes"]["parameters"])
    start = datetime.date.fromisoformat(said["from"])
    times = [(day - start).days for day in days]
    total = 0
    for i, time in enumerate(times):  # the double sum, without the recursion
        rate = mu + sum(branching * decay * math.exp(-decay * (time - past)) for past in times[:i])
        total += math.log(rate)
    total -= mu * times[-1] + sum(branching * (1 - math.exp(-decay * (times[-1] - time)))
                                  for time in times)
    near(said["hawkes"]["aic"], 6 - 2 * total, 0.001)
    excited = sum(math.exp(-decay * (times[-1] - time)) for time in times)
    near(said["hawkes"]["p"],
         math.exp(-mu * reach - branching * excited * (1 - math.exp(-decay * reach))), 1e-4)


def marginal(shape, rate, gaps):
    """Logarithm of the density of exponential gaps, their common rate being gamma-distributed."""
    count, total = len(gaps), sum(gaps)
    return (shape * math.log(rate) - math.lgamma(shape) + math.lgamma(shape + count) -
            (shape + count) * math.log(rate + total))


def test_the_change_point_is_the_sum_over_all_ways_to_cut_the_series():
    for said, _, gaps, reach in (case(*one) for one in CASES):
        count, hazard, mean = len(gaps), said["change_point"]["hazard"], sum(gaps) / len(gaps)
        assert hazard == 0.02
        # evidence[k]: of the first k gaps, over every place where the last regime may begin.
        evidence, weights = [0.0], []
        for k in range(1, count + 1):
            weights = [evidence[j] + (math.log(hazard) if j else 0) +
                       (k - j - 1) * math.log(1 - hazard) + marginal(1, mean, gaps[j:k])
                       for j in range(k)]
            top = max(weights)
            evidence.append(top + math.log(sum(math.exp(one - top) for one in weights)))
        survived = {0: hazard * (mean / (mean + reach))}
        for j, weight in enumerate(weights):
            run, total = count - j, mean + sum(gaps[j:])
            survived[run] = (math.exp(weight - evidence[count]) * (1 - hazard) *
                             (total / (total + reach)) ** (1 + run))
        total = sum(survived.values())
        near(said["change_point"]["changed_p"], survived[0] / total, 1e-5)
        run = max((one for one in survived if one), key=survived.get)
        assert said["change_point"]["run"] == run
        near(said["change_point"]["run_p"], survived[run] / total, 1e-5)


if scipy:
    def test_scipy_finds_the_same_laws():
        for said, _, gaps, reach in (case(*one) for one in CASES):
            shape, _, scale = scipy.stats.weibull_min.fit(gaps, floc=0)
            near(values(law(said, "weibull"))[0], shape, 1e-3)
            near(values(law(said, "weibull"))[1], scale, 1e-2 * scale)
            shape, _, scale = scipy.stats.gamma.fit(gaps, floc=0)
            near(values(law(said, "gamma"))[0], shape, 1e-3)
            near(law(said, "gamma")["p"], scipy.stats.gamma.sf(reach, shape, scale=scale), 1e-4)
            sigma, _, scale = scipy.stats.lognorm.fit(gaps, floc=0)
            near(values(law(said, "lognormal"))[0], math.log(scale), 1e-3)
            near(values(law(said, "lognormal"))[1], sigma, 1e-3)


if __name__ == "__main__":
    tap.run(globals())
