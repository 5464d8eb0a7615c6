using System.Collections.Frozen;

namespace VoiceBooker.Booking.Dialling.Gate;

public static partial class NumberPlaces
{
    private const string Eastern = "America/New_York";
    private const string Central = "America/Chicago";
    private const string Mountain = "America/Denver";
    private const string Arizona = "America/Phoenix";
    private const string Pacific = "America/Los_Angeles";
    private const string Toronto = "America/Toronto";
    private const string Winnipeg = "America/Winnipeg";
    private const string Regina = "America/Regina";
    private const string Edmonton = "America/Edmonton";
    private const string Vancouver = "America/Vancouver";
    private const string Halifax = "America/Halifax";

    /// <summary>
    /// Where the owner of a United States number may live who took it along. Alaska and Hawaii, where one in 150 lives, count only when the area code is theirs: to be inside the hours in Honolulu as well would leave everybody else less than five hours of the day.
    /// </summary>
    private static readonly string[] Contiguous = [Eastern, Central, Mountain, Arizona, Pacific];

    /// <summary>Area codes of the North American Numbering Plan: their country, and every zone that is in use within them.</summary>
    private static readonly FrozenDictionary<string, (string Country, string[] Zones)> Areas = new (string Country, string[] Zones, string Codes)[]
    {
        ("US", [Eastern],
            "203 475 860 959 302 202 771 229 404 470 478 678 706 762 770 912 943 207 227 240 301 410 443 667 339 351 413 508 617 774 781 857 978 603 201 551 609 640 732 848 856 862 908 973 " +
            "212 315 329 332 347 363 465 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934 252 336 472 704 743 828 910 919 980 984 216 220 234 283 326 330 380 419 436 440 513 567 614 740 937 " +
            "215 223 267 272 412 445 484 570 582 610 717 724 814 835 878 401 803 821 839 843 854 864 802 276 434 540 571 686 703 757 804 826 948 304 681 239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954 " +
            "231 248 269 313 517 586 616 679 734 810 947 989 502 606 859 865 317 463 260 765"),
        ("US", [Eastern, Central], "850 448 906 270 364 423 574 219 812 930"),
        ("US", [Central],
            "205 251 256 334 483 659 938 327 479 501 870 217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872 319 515 563 641 712 316 913 225 318 337 457 504 985 218 320 507 612 651 763 924 952 228 471 601 662 769 " +
            "235 314 417 557 573 636 660 816 975 402 531 405 539 572 580 918 615 629 731 901 931 210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 903 936 940 945 956 972 979 262 274 353 414 534 608 715 920"),
        ("US", [Central, Mountain], "785 620 308 701 605"),
        ("US", [Mountain], "303 719 720 748 970 983 406 505 575 385 435 801 307 915"),
        ("US", [Arizona], "480 520 602 623"),
        ("US", [Arizona, Mountain], "928"), // the Navajo Nation changes its clocks
        ("US", [Mountain, Pacific], "208 986 541 458 775"),
        ("US", [Pacific],
            "209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951 503 971 206 253 360 425 509 564 702 725"),
        ("US", ["America/Anchorage", "America/Adak"], "907"),
        ("US", ["Pacific/Honolulu"], "808"),
        ("PR", ["America/Puerto_Rico"], "787 939"),
        ("VI", ["America/St_Thomas"], "340"),
        ("GU", ["Pacific/Guam"], "671"),
        ("AS", ["Pacific/Pago_Pago"], "684"),
        ("MP", ["Pacific/Saipan"], "670"),
        ("CA", ["America/St_Johns", "America/Goose_Bay"], "709 879"),
        ("CA", [Halifax], "902 782 506 428"),
        ("CA", [Toronto, Halifax], "418 581 367"), // the Magdalen Islands
        ("CA", [Toronto], "263 354 438 450 468 514 579 819 873 226 249 289 343 365 382 416 437 519 548 613 647 683 705 742 753 905 942"),
        ("CA", [Toronto, Winnipeg], "807"),
        ("CA", [Winnipeg], "204 431 584"),
        ("CA", [Regina, Edmonton], "306 639 474"),
        ("CA", [Edmonton], "368 403 568 587 780 825"),
        ("CA", [Vancouver], "604"),
        ("CA", [Vancouver, Edmonton, "America/Dawson_Creek"], "236 250 257 672 778"),
        ("CA", ["America/Whitehorse", Edmonton, "America/Iqaluit", "America/Rankin_Inlet", "America/Resolute"], "867"),
        ("BS", ["America/Nassau"], "242"),
        ("BB", ["America/Barbados"], "246"),
        ("AI", ["America/Anguilla"], "264"),
        ("AG", ["America/Antigua"], "268"),
        ("VG", ["America/Tortola"], "284"),
        ("KY", ["America/Cayman"], "345"),
        ("BM", ["Atlantic/Bermuda"], "441"),
        ("GD", ["America/Grenada"], "473"),
        ("TC", ["America/Grand_Turk"], "649"),
        ("JM", ["America/Jamaica"], "658 876"),
        ("MS", ["America/Montserrat"], "664"),
        ("SX", ["America/Lower_Princes"], "721"),
        ("LC", ["America/St_Lucia"], "758"),
        ("DM", ["America/Dominica"], "767"),
        ("VC", ["America/St_Vincent"], "784"),
        ("DO", ["America/Santo_Domingo"], "809 829 849"),
        ("TT", ["America/Port_of_Spain"], "868"),
        ("KN", ["America/St_Kitts"], "869"),
    }.SelectMany(row => row.Codes.Split(' ').Select(code => (Code: code, row.Country, row.Zones)))
        .ToFrozenDictionary(row => row.Code, row => (row.Country, row.Zones), StringComparer.Ordinal);

    /// <summary>Calling codes of the world but for 1 and 7: their countries. Codes without a country (freephone, satellites) are not in it.</summary>
    private static readonly FrozenDictionary<string, string> CallingCodes = (
        "20 EG;27 ZA;30 GR;31 NL;32 BE;33 FR;34 ES;36 HU;39 IT;40 RO;41 CH;43 AT;44 GB;45 DK;46 SE;47 NO;48 PL;49 DE;51 PE;52 MX;53 CU;54 AR;55 BR;56 CL;57 CO;58 VE;60 MY;61 AU;62 ID;63 PH;64 NZ;65 SG;66 TH;81 JP;82 KR;84 VN;86 CN;90 TR;" +
        "91 IN;92 PK;93 AF;94 LK;95 MM;98 IR;211 SS;212 MA EH;213 DZ;216 TN;218 LY;220 GM;221 SN;222 MR;223 ML;224 GN;225 CI;226 BF;227 NE;228 TG;229 BJ;230 MU;231 LR;232 SL;233 GH;234 NG;235 TD;236 CF;237 CM;238 CV;239 ST;240 GQ;241 GA;242 CG;" +
        "243 CD;244 AO;245 GW;248 SC;249 SD;250 RW;251 ET;252 SO;253 DJ;254 KE;255 TZ;256 UG;257 BI;258 MZ;260 ZM;261 MG;262 RE YT;263 ZW;264 NA;265 MW;266 LS;267 BW;268 SZ;269 KM;290 SH;291 ER;297 AW;298 FO;299 GL;350 GI;351 PT;352 LU;353 IE;354 IS;" +
        "355 AL;356 MT;357 CY;358 FI AX;359 BG;370 LT;371 LV;372 EE;373 MD;374 AM;375 BY;376 AD;377 MC;378 SM;380 UA;381 RS;382 ME;383 RS;385 HR;386 SI;387 BA;389 MK;420 CZ;421 SK;423 LI;500 FK;501 BZ;502 GT;503 SV;504 HN;505 NI;506 CR;507 PA;508 PM;" +
        "509 HT;590 GP BL MF;591 BO;592 GY;593 EC;594 GF;595 PY;596 MQ;597 SR;598 UY;599 CW BQ;670 TL;672 NF;673 BN;674 NR;675 PG;676 TO;677 SB;678 VU;679 FJ;680 PW;681 WF;682 CK;683 NU;685 WS;686 KI;687 NC;688 TV;689 PF;690 TK;691 FM;692 MH;850 KP;" +
        "852 HK;853 MO;855 KH;856 LA;880 BD;886 TW;960 MV;961 LB;962 JO;963 SY;964 IQ;965 KW;966 SA;967 YE;968 OM;970 PS;971 AE;972 IL;973 BH;974 QA;975 BT;976 MN;977 NP;992 TJ;993 TM;994 AZ;995 GE;996 KG;998 UZ")
        .Split(';').Select(row => row.Split(' ', 2)).ToFrozenDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
}
