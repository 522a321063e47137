"""Ordinary customers by origin of their names, drawn with a printed seed.

Names from files are those of names/clean. Where a file is ordered by frequency (Spanish surnames)
and for the origins without a file, the n-th name is drawn with weight 1 / (n + flatness): the
tables below hold common names in about the order of how many people bear them, and the flatness
is chosen so that the first gets about its share: Kim a fifth of Koreans, Wang a fourteenth of
Chinese, Garcia three in a hundred."""

import csv
import io
import random

from list_names import unpack

KOREAN_SURNAMES = """
 Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Ryu Hong
 Jeon Ko Moon Yang Son Bae Baek Heo Nam Sim Noh Ha Kwak Sung Cha Joo Woo Koo Min Jin
""".split()
KOREAN_SYLLABLES = """
 min ji hyun jun seo young soo jin sung eun yeon woo ho kyung hee jung sang jae hye mi sun yun
 dong hyung in chul tae won bin ah na ra ok ja kwang il gyu hoon seok myung
""".split()
CHINESE_SURNAMES = """
 Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang
 Xie Song Tang Han Feng Deng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei
 Su Lu Ding Ren Yao Shen Zhong Cui Tan Fan Liao Shi Jin Jia Xia Fu Fang Zou Xiong Bai Meng Qin
 Qiu Hou
""".split()
CHINESE_SYLLABLES = """
 wei ming jun hua ping yan li jing xin yu min jie hong tao lei bo hai guo jian chao yong dong
 ying mei xia fang na qiang gang bin peng fei xiang zhi wen qing yang long cheng hui lin yi
 ting chun sheng rong shan xue jia hao ze han yuan mo rui kai
""".split()
ARABIC_GIVEN = """
 Mohammed Ahmed Ali Mahmoud Hassan Hussein Omar Ibrahim Khaled Youssef Mustafa Abdullah Fatima
 Aisha Mariam Saeed Samir Tarek Karim Nasser Walid Hamza Bilal Zainab Layla Amina Nour Huda
 Salma Rania Sami Adel Ashraf Bassam Faisal Ghassan Hani Ismail Jamal Kamal Majid Nabil Osama
 Ramy Salah Taha Yasser Ziad Abdulrahman Abdulaziz Hala Dina Mona Nadia Rasha Sahar Yasmin Imad
 Marwan Fadi Riad Munir Anwar
""".split()
ARABIC_FAMILY = """
 Ali Hassan Ahmed Mohammed Ibrahim Mahmoud Al-Sayed Khalil Saleh Hussein Mansour Al-Masri
 Abdullah Nasser Haddad Khoury Al-Ahmad Al-Shami Al-Najjar Said Othman Suleiman Al-Harbi Al-
 Otaibi Al-Ghamdi Al-Qahtani Al-Zahrani Al-Shehri Mubarak Hamdan Darwish Al-Rashid Al-Hashimi
 Al-Tamimi Al-Janabi Al-Jabouri Al-Dulaimi Farah Issa Hamad Jaber Salem Awad Barakat Fahmy
 Shalaby Gaber El-Sherif Ashour Zaki Al-Baghdadi Al-Hamdani Al-Balushi Al-Hinai Al-Mutairi Al-
 Enezi Al-Dosari Bakr Qasim Younis
""".split()
INDIAN_GIVEN = """
 Amit Rahul Sanjay Rajesh Sunita Priya Anita Vijay Ramesh Suresh Anil Deepak Pooja Neha Kavita
 Ravi Manoj Arun Ashok Rekha Sita Lakshmi Geeta Rohit Vikas Nitin Ajay Sandeep Kiran Meena
 Shankar Mohan Krishna Gopal Harish Dinesh Mahesh Naveen Prakash Rajiv Shweta Swati Divya
 Anjali Arjun Aditya Karthik Venkatesh Srinivas Murali Balaji Ganesh Imran Salman Farhan
 Gurpreet Harpreet Manpreet
""".split()
INDIAN_FAMILY = """
 Kumar Singh Sharma Devi Patel Gupta Das Khan Yadav Reddy Verma Mishra Joshi Shah Mehta Jain
 Agarwal Chauhan Nair Iyer Rao Naidu Pillai Menon Banerjee Mukherjee Chatterjee Ghosh Bose Sen
 Dutta Roy Chowdhury Mandal Biswas Sarkar Thakur Pandey Tiwari Dubey Shukla Tripathi Saxena
 Srivastava Kapoor Khanna Malhotra Chopra Bhatia Arora Sethi Gill Sandhu Dhillon Kaur Begum
 Ansari Sheikh Siddiqui Desai Kulkarni Patil Deshmukh Jadhav Pawar Shinde Gowda Hegde Shetty
 Krishnan Subramanian
""".split()
RUSSIAN_GIVEN = """
 Alexander Sergey Vladimir Andrey Alexey Elena Olga Tatiana Natalia Dmitry Irina Svetlana
 Mikhail Nikolay Ivan Maria Anna Yuri Evgeny Ekaterina Viktor Anastasia Pavel Oleg Igor Anatoly
 Galina Maxim Yulia Roman Konstantin Vasily Artem Denis Anton Vyacheslav Kirill Boris Vadim
 Larisa Nikita Ilya Ruslan Timur Stanislav Valery Gennady Leonid Daria Polina
""".split()
GERMAN_GIVEN = """
 Peter Michael Thomas Andreas Wolfgang Maria Klaus Juergen Guenter Stefan Christian Ursula
 Monika Petra Elisabeth Sabine Renate Helga Karin Brigitte Ingrid Erika Andrea Gisela Claudia
 Susanne Gabriele Christa Christine Martin Frank Bernd Uwe Markus Anna Julia Daniel Matthias
 Lukas Jonas Felix Paul Leon Lena Hannah Katharina Birgit Heike Jan Florian
""".split()
SPANISH_GIVEN = """
 Maria Jose Antonio Juan Manuel Francisco Carmen Ana Luis Javier Miguel Angel Carlos Jesus
 Isabel David Laura Pedro Cristina Marta Alejandro Fernando Daniel Pablo Lucia Rafael Elena
 Sergio Jorge Alberto Raquel Diego Rosa Pilar Teresa Andres Ramon Enrique Vicente Beatriz
 Patricia Sandra Alvaro Raul Adrian Ricardo Mercedes Julia Victor Roberto
""".split()


FLAT_KOREAN, FLAT_SPANISH, FLAT = 0, 3, 8


def by_rank(generator, names, flatness=FLAT):
    return generator.choices(names, [1 / (rank + 1 + flatness) for rank in range(len(names))])[0]


def _lines(path):
    return [line for line in unpack(path).decode("utf-8-sig").split("\n") if line.strip()]


def _companies(path, column):
    text = io.StringIO(unpack(path).decode("utf-8-sig"))
    names = {row[column].strip() for row in csv.DictReader(text)}
    return sorted(name for name in names if name)


def _syllables(generator, table):
    first = by_rank(generator, table)
    return (first + (generator.choice(["", "-"]) + by_rank(generator, table)
                     if generator.random() < 0.85 else "")).capitalize()


def draw(folder, count, seed):
    """{origin: names}; folder is the one of names/clean."""
    generator = random.Random(seed)
    first_us = _lines(folder / "first_names_us.txt.zst")
    last_us, spanish, german, russian = (
        _lines(folder / f"surnames_{land}.txt.zst") for land in ("us", "es", "de", "ru"))
    pick = generator.choice
    ranked = lambda names: by_rank(generator, names)
    spanish_surname = lambda: by_rank(generator, spanish, FLAT_SPANISH)
    korean_surname = lambda: by_rank(generator, KOREAN_SURNAMES, FLAT_KOREAN)
    make = {
        "US, two parts": lambda: f"{pick(first_us)} {pick(last_us)}",
        "US, three parts": lambda: f"{pick(first_us)} {pick(first_us)} {pick(last_us)}",
        "Spanish, two parts": lambda: f"{ranked(SPANISH_GIVEN)} {spanish_surname()}",
        "Spanish, four parts": lambda: " ".join([ranked(SPANISH_GIVEN), ranked(SPANISH_GIVEN),
                                                 spanish_surname(), spanish_surname()]),
        "German": lambda: f"{ranked(GERMAN_GIVEN)} {pick(german)}",
        "Russian": lambda: f"{ranked(RUSSIAN_GIVEN)} {pick(russian)}",
        "Korean": lambda: f"{korean_surname()} {_syllables(generator, KOREAN_SYLLABLES)}",
        "Chinese": lambda: (f"{ranked(CHINESE_SURNAMES)} "
                            f"{_syllables(generator, CHINESE_SYLLABLES)}"),
        "Arabic, two parts": lambda: f"{ranked(ARABIC_GIVEN)} {ranked(ARABIC_FAMILY)}",
        "Arabic, three parts": lambda: " ".join([ranked(ARABIC_GIVEN), ranked(ARABIC_GIVEN),
                                                 ranked(ARABIC_FAMILY)]),
        "Indian": lambda: f"{ranked(INDIAN_GIVEN)} {ranked(INDIAN_FAMILY)}",
    }
    drawn = {origin: [one() for _ in range(count)] for origin, one in make.items()}
    for origin, path, column in (
            ("SEC companies", "sec_registered_companies.csv.zst", "Name"),
            ("NASDAQ companies", "nasdaq_listed_companies.csv.zst", "Company Name")):
        names = _companies(folder / path, column)
        drawn[origin] = generator.sample(names, min(count, len(names)))
    return drawn
