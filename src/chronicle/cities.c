/* Cities that reach is told for: large ones, and those that statements and analysts name. Places
 * are those of the time zone data base (principal location of a zone, to the minute of arc; public
 * domain) and of the World Port Index 2023 (NGA, pub. 150); two capitals that neither has stand to
 * the minute as atlases print them. */
#include "chronicle/reach.h"

#define ZONES "tzdata zone.tab"
#define PORTS "World Port Index 2023"
#define ATLAS "atlas, not verified"

static const itd_city cities[] = {
    {"Seoul", "kr", 37550000, 126966667, ZONES},
    {"Tokyo", "jp", 35654444, 139744722, ZONES},
    {"Pyongyang", "kp", 39016667, 125750000, ZONES},
    {"Taipei", "tw", 25050000, 121500000, ZONES},
    {"Shanghai", "cn", 31233333, 121466667, ZONES},
    {"Hong Kong", "hk", 22283333, 114150000, ZONES},
    {"Urumqi", "cn", 43800000, 87583333, ZONES},
    {"Ulaanbaatar", "mn", 47916667, 106883333, ZONES},
    {"Vladivostok", "ru", 43166667, 131933333, ZONES},
    {"Manila", "ph", 14586667, 120967778, ZONES},
    {"Ho Chi Minh City", "vn", 10750000, 106666667, ZONES},
    {"Bangkok", "th", 13750000, 100516667, ZONES},
    {"Singapore", "sg", 1283333, 103850000, ZONES},
    {"Jakarta", "id", -6166667, 106800000, ZONES},
    {"Kolkata", "in", 22533333, 88366667, ZONES},
    {"Guam", "gu", 13466667, 144750000, ZONES},
    {"Palau", "pw", 7333333, 134483333, ZONES},
    {"Honolulu", "us", 21306944, -157858333, ZONES},
    {"Adak", "us", 51880000, -176658056, ZONES},
    {"Anchorage", "us", 61218056, -149900278, ZONES},
    {"Vancouver", "ca", 49266667, -123116667, ZONES},
    {"Los Angeles", "us", 34052222, -118242778, ZONES},
    {"Phoenix", "us", 33448333, -112073333, ZONES},
    {"Denver", "us", 39739167, -104984167, ZONES},
    {"Chicago", "us", 41850000, -87650000, ZONES},
    {"Toronto", "ca", 43650000, -79383333, ZONES},
    {"New York", "us", 40714167, -74006389, ZONES},
    {"Mexico City", "mx", 19400000, -99150000, ZONES},
    {"Darwin", "au", -12466667, 130833333, ZONES},
    {"Brisbane", "au", -27466667, 153033333, ZONES},
    {"Sydney", "au", -33866667, 151216667, ZONES},
    {"Auckland", "nz", -36866667, 174766667, ZONES},
    {"Moscow", "ru", 55755833, 37617778, ZONES},
    {"Berlin", "de", 52500000, 13366667, ZONES},
    {"Paris", "fr", 48866667, 2333333, ZONES},
    {"London", "gb", 51508333, -125278, ZONES},
    {"Cairo", "eg", 30050000, 31250000, ZONES},
    {"Jerusalem", "il", 31780556, 35223889, ZONES},
    {"Dubai", "ae", 25300000, 55300000, ZONES},
    {"Johannesburg", "za", -26250000, 28000000, ZONES},
    {"Sao Paulo", "br", -23533333, -46616667, ZONES},
    {"Beijing", "cn", 39916667, 116383333, ATLAS},
    {"Busan", "kr", 35100000, 129033333, PORTS},
    {"Dalian", "cn", 38916667, 121666667, PORTS},
    {"Houston", "us", 29750000, -95283333, PORTS},
    {"Miami", "us", 25783333, -80183333, PORTS},
    {"Naha", "jp", 26216667, 127683333, PORTS},
    {"Osaka", "jp", 34650000, 135433333, PORTS},
    {"San Diego", "us", 32716667, -117183333, PORTS},
    {"San Francisco", "us", 37816667, -122416667, PORTS},
    {"Sasebo", "jp", 33166667, 129716667, PORTS},
    {"Seattle", "us", 47600000, -122333333, PORTS},
    {"Washington", "us", 38900000, -77033333, ATLAS},
    {"Yokosuka", "jp", 35283333, 139666667, PORTS},
};

const itd_city *itd_cities(size_t *ret_count)
{
    *ret_count = ITD_ARRAY_LEN(cities);
    return cities;
}

const itd_city *itd_city_find(itd_str name)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(cities); i++) {
        if (itd_str_equal_ascii_nocase(name, itd_str_of(cities[i].name)))
            return &cities[i];
    }
    return NULL;
}
