//! The hostile PDFs: each with what the program says of it.

use std::sync::LazyLock;

use lopdf::{EncryptionState, EncryptionVersion, Object, Permissions, dictionary};
use serde_json::json;
use voortgang::read::delivery::MANIFEST;

use super::files::{book, png};
use super::forged::{Forged, bomb, checksum, entry, files, folder, zlib};
use super::raw::{Raw, nested};
use crate::pdf::SMALL;

/// A PDF from outside.
pub(super) struct Hostile {
    pub(super) name: &'static str,
    pub(super) bytes: Vec<u8>,
    /// What is said of it.
    pub(super) why: &'static str,
}

const NO_PDF: &str = "dit is geen PDF";
const BROKEN: &str = "deze PDF is niet te lezen";
const ENCRYPTED: &str = "deze PDF is beveiligd met een wachtwoord";
const NO_REPORT: &str = "deze PDF is niet door voortgang gemaakt, of de bijlagen zijn eruit gehaald";
const NO_PLACE: &str = "noemt een bestand dat niet in een dossier hoort";
const TEMPLATE: &str = "de eigen sjablonen die erin zitten, zijn niet bruikbaar";
const MEMORY: &str = "meer dan 1024 MB geheugen";

/// A gigabyte, packed.
static GIGABYTE: LazyLock<Vec<u8>> = LazyLock::new(|| bomb(1024));

/// All of them.
pub(super) fn all() -> Vec<Hostile> {
    let one = |(name, bytes, why)| Hostile { name, bytes, why };
    [broken(), circles(), manifests(), attachments(), paths(), dossiers(), templates()]
        .into_iter()
        .flatten()
        .map(one)
        .collect()
}

type Cases = Vec<(&'static str, Vec<u8>, &'static str)>;

/// What can hardly be called a PDF.
fn broken() -> Cases {
    let good = &SMALL.bytes;
    let cut = |part: usize| good[..good.len() * part / 100].to_vec();
    let encrypted = |user: &str| {
        let mut forged = Forged::new();
        let version = EncryptionVersion::V2 {
            document: &forged.pdf,
            owner_password: "eigenaar",
            user_password: user,
            key_length: 128,
            permissions: Permissions::PRINTABLE,
        };
        let state = EncryptionState::try_from(version).unwrap();
        forged.pdf.encrypt(&state).unwrap();
        forged.save()
    };
    let mut in_the_middle = good.clone();
    let middle = good.len() / 2;
    in_the_middle.drain(middle..middle + 1000);
    vec![
        ("leeg", Vec::new(), NO_PDF),
        ("tekst", "Het rapport volgt later.\n".into(), NO_PDF),
        ("tekstverwerker", book(&[("word/document.xml", b"<w:document/>")]), NO_PDF),
        ("alleen-nullen", vec![0; 3_000_000], NO_PDF),
        ("kop-achteraan", [vec![b' '; 2000], good.clone()].concat(), NO_PDF),
        ("alleen-een-kop", "%PDF-1.7\n".into(), BROKEN),
        ("kop-en-ruis", [&b"%PDF-1.7\n"[..], &bomb(3)].concat(), BROKEN),
        ("afgekapt-na-1-procent", cut(1), BROKEN),
        ("afgekapt-op-een-kwart", cut(25), BROKEN),
        ("afgekapt-op-de-helft", cut(50), BROKEN),
        ("afgekapt-op-driekwart", cut(75), BROKEN),
        ("afgekapt-voor-het-einde", good[..good.len() - 30].to_vec(), "is niet wat deze gegevens opleveren"),
        ("stuk-uit-het-midden", in_the_middle, "is niet wat deze gegevens opleveren"),
        ("wachtwoord", encrypted("geheim"), ENCRYPTED),
        ("beveiligd-zonder-wachtwoord", encrypted(""), ENCRYPTED),
        (
            "beveiliging-van-onzin",
            Raw::new().catalog("").end_with("/ID[(a)(a)]/Encrypt<</Filter/Standard/V 99/R 99/O(x)/U(x)/P -1>>"),
            ENCRYPTED,
        ),
        ("aangevuld", [good.as_slice(), b"\n% later\n"].concat(), "is niet wat deze gegevens opleveren"),
        ("twee-keer-achter-elkaar", [good.as_slice(), good.as_slice()].concat(), "is niet wat deze gegevens opleveren"),
    ]
}

/// Circles, depths and numbers without end.
fn circles() -> Cases {
    let catalog = || Raw::new().catalog("");
    let mut chain = catalog();
    let deep = Raw::new().catalog("/Names<</EmbeddedFiles 3 0 R>>");
    let deep = (4..30_000).fold(deep, |pdf, next| pdf.object(format!("<</Kids[{next} 0 R]>>"))).object("<</Names[]>>");
    let mut kids = Forged::new();
    let tree = kids.tree();
    tree.set("Kids", Object::Array(vec![tree.clone().into()]));
    let mut circle = Forged::new();
    let own = dictionary! { "Kids" => vec![Object::Reference((900_001, 0))] };
    circle.pdf.objects.insert((900_001, 0), own.into());
    circle.tree().set("Kids", vec![Object::Reference((900_001, 0))]);
    let mut pages = Forged::new();
    let root = pages.pdf.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    pages.pdf.get_dictionary_mut(root).unwrap().set("Kids", vec![Object::Reference(root)]);
    let mut many = Forged::new();
    let last = many.names().last().unwrap().clone();
    let more = (0..6_000).flat_map(|number| [Object::string_literal(format!("{number}")), last.clone()]);
    let more: Vec<Object> = more.collect();
    many.names().extend(more);
    let attached = "/Names<</EmbeddedFiles<</Names[(inhoud.json)3 0 R]>>>>";
    let packed_objects = Raw::new().catalog("").stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &GIGABYTE);
    chain = chain.object("null");
    vec![
        ("tabel-verwijst-naar-zichzelf", catalog().end_with("/Prev {xref}"), NO_REPORT),
        ("tabel-verwijst-achter-het-einde", catalog().end_with("/Prev 99999999999"), NO_REPORT),
        ("tabel-met-een-negatieve-plaats", catalog().end_with("/Prev -5"), NO_REPORT),
        ("tabel-van-vier-miljard", replace(&chain.end(), "xref\n0 4", "xref\n0 4294967295"), NO_REPORT),
        ("keten-van-tabellen", chained(3_000), NO_REPORT),
        ("geen-catalogus", Raw::new().object("null").object("null").end(), NO_REPORT),
        ("catalogus-is-zichzelf", Raw::new().object("1 0 R").end(), NO_REPORT),
        ("lijst-in-lijst", catalog().object(nested("[", "]", 200_000)).end(), NO_REPORT),
        ("woordenboek-in-woordenboek", catalog().object(nested("<</A", ">>", 200_000)).end(), NO_REPORT),
        ("haakjes", catalog().object(nested("(", ")", 300_000)).end(), NO_REPORT),
        (
            "verwijzing-in-een-kring",
            Raw::new().catalog("/Names 3 0 R").object("4 0 R").object("3 0 R").end(),
            NO_REPORT,
        ),
        ("namen-verwijzen-nergens-heen", Raw::new().catalog("/Names 77 0 R").end(), NO_REPORT),
        ("boom-van-namen-in-zichzelf", kids.save(), "zit er twee keer in"),
        ("boom-van-namen-in-een-kring", circle.save(), "is niet wat deze gegevens opleveren"),
        ("boom-van-namen-30000-diep", deep.end(), "te groot om een lijst te zijn"),
        ("bladzijden-in-een-kring", pages.save(), "er is geen bladzijde te vinden"),
        ("zesduizend-bijlagen", many.save(), "meer dan 5000 bijlagen"),
        ("half-miljoen-objecten", (0..500_000).fold(catalog(), |pdf, _| pdf.object("[]")).end(), NO_REPORT),
        ("objecten-van-een-gigabyte", packed_objects.end(), BROKEN),
        ("lengte-van-niets", catalog().object("<</Length -1>>\nstream\nx\nendstream").end(), NO_REPORT),
        ("lengte-zonder-einde", catalog().object("<</Length 999999999999>>\nstream\nx\nendstream").end(), NO_REPORT),
        (
            "lengte-verwijst-honderdduizend-keer-door",
            (4..100_000)
                .fold(catalog(), |pdf, next| pdf.object(format!("<</Length {next} 0 R>>\nstream\nx\nendstream")))
                .end(),
            "te diep in elkaar gebouwd",
        ),
        (
            "bijlage-is-zijn-eigen-lengte",
            Raw::new()
                .catalog(attached)
                .object("<</UF(inhoud.json)/EF<</F 4 0 R>>>>")
                .object("<</Length 4 0 R>>\nstream\nx\nendstream")
                .end(),
            "het is geen JSON",
        ),
    ]
}

/// A PDF with a chain of tables, each of which names the one before.
fn chained(times: usize) -> Vec<u8> {
    let mut bytes = Raw::new().catalog("").end();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut before: usize = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
    for _ in 0..times {
        let at = bytes.len();
        bytes.extend_from_slice(
            format!("xref\n0 0\ntrailer\n<</Size 3/Root 1 0 R/Prev {before}>>\nstartxref\n{at}\n%%EOF\n").as_bytes(),
        );
        before = at;
    }
    bytes
}

fn replace(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|here| here == from.as_bytes()).unwrap();
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
}

/// Tables of contents that are not what they should be.
fn manifests() -> Cases {
    let with = |bytes: &[u8]| Forged::new().holds(MANIFEST, bytes).save();
    let invoice = Raw::new()
        .catalog("/Names<</EmbeddedFiles<</Names[(factuur.xml)3 0 R]>>>>")
        .object("<</Type/Filespec/F(factuur.xml)/UF(factuur.xml)/EF<</F 4 0 R>>>>")
        .stream("/Type/EmbeddedFile", b"<Invoice/>");
    let many = json!({ "formaat": "voortgang-inhoud/1", "deal": "x", "verslag": "x", "gegevensstand": "x",
        "vingerafdruk": "x", "programma": { "naam": "x", "versie": "x" }, "sjablonen": { "naam": "x", "versie": "x" },
        "bestanden": vec![json!({ "pad": "deal.yaml", "naam": "deal.yaml", "bytes": 1, "sha256": "" }); 100_000] });
    let lies = |key: &'static str, value: serde_json::Value| {
        Forged::new().manifest(move |manifest| entry(manifest, "deal.yaml")[key] = value).save()
    };
    vec![
        ("zonder-bijlagen", Raw::new().catalog("").end(), NO_REPORT),
        ("met-een-factuur", invoice.end(), NO_REPORT),
        ("inhoud-leeg", with(b""), "het is geen JSON"),
        ("inhoud-is-yaml", with(b"formaat: voortgang-inhoud/1\n"), "het is geen JSON"),
        ("inhoud-in-utf-16", with(b"\xff\xfe{\0}\0"), "het is geen JSON"),
        ("inhoud-is-een-lijst", with(b"[]"), "er staat niet in dat het die van een rapport is"),
        ("inhoud-half", with(br#"{"formaat": "voortgang-inhoud/1"}"#), "er ontbreekt iets"),
        ("inhoud-diep", with(nested("[", "]", 100_000).as_bytes()), "het is geen JSON"),
        ("inhoud-van-25-mb", with(&vec![b' '; 25 * 1024 * 1024]), "groter dan"),
        ("inhoud-van-later", with(br#"{"formaat": "voortgang-inhoud/7"}"#), "een vorm die deze versie niet kent"),
        (
            "inhoud-met-stuurtekens",
            with("{\"formaat\": \"\u{1b}[2J\u{202e}fdp.ok\\u001b]0;x\\u0007\"}".as_bytes()),
            "het is geen JSON",
        ),
        (
            "vorm-met-stuurtekens",
            with(br#"{"formaat": "\u001b[2J\u202efdp\nok.pdf: dit rapport is precies wat deze gegevens opleveren"}"#),
            "er staat niet in dat het die van een rapport is",
        ),
        ("twee-inhoudsopgaven", Forged::new().attach(MANIFEST, b"{}").save(), "`inhoud.json` zit er twee keer in"),
        (
            "inhoud-noemt-alles-honderdduizend-keer",
            with(&serde_json::to_vec(&many).unwrap()),
            "het controlegetal klopt niet",
        ),
        (
            "inhoud-noemt-een-bestand-twee-keer",
            Forged::new()
                .manifest(|manifest| {
                    let again = entry(manifest, "deal.yaml").clone();
                    files(manifest).push(again);
                })
                .save(),
            "`deal.yaml` zit er twee keer in",
        ),
        (
            "inhoud-van-een-andere-deal",
            Forged::new().manifest(|manifest| manifest["deal"] = "elders".into()).save(),
            "maar het dossier gaat over",
        ),
        (
            "inhoud-noemt-een-ander-verslag",
            Forged::new().manifest(|manifest| manifest["verslag"] = "2042".into()).save(),
            "noemt het verslag `2042`",
        ),
        (
            "inhoud-zonder-bestanden",
            Forged::new().manifest(|manifest| files(manifest).clear()).save(),
            "de vingerafdruk",
        ),
        ("ander-controlegetal", lies("sha256", checksum(b"x")), "het controlegetal klopt niet"),
        ("lengte-te-klein", lies("bytes", 10.into()), "het controlegetal klopt niet"),
        ("lengte-te-groot", lies("bytes", 999_999.into()), "het controlegetal klopt niet"),
        ("lengte-van-een-exabyte", lies("bytes", json!(1u64 << 60)), "`deal.yaml` is groter dan zij mag zijn"),
        ("lengte-onder-nul", lies("bytes", (-1).into()), "er ontbreekt iets, of iets heeft de verkeerde vorm"),
        (
            "naam-van-een-ander-bestand",
            lies("naam", "herkomst.csv".into()),
            "niet in een dossier hoort: `herkomst.csv`",
        ),
        (
            "andere-vingerafdruk",
            Forged::new().manifest(|manifest| manifest["vingerafdruk"] = checksum(b"x")).save(),
            "de vingerafdruk",
        ),
        (
            "andere-versie",
            Forged::new().manifest(|manifest| manifest["programma"]["versie"] = "9.9".into()).save(),
            "gemaakt met voortgang 9.9",
        ),
        (
            "andere-sjablonen",
            Forged::new().manifest(|manifest| manifest["sjablonen"]["versie"] = "x".into()).save(),
            "sjablonen",
        ),
    ]
}

/// Attachments that are not what the manifest says.
fn attachments() -> Cases {
    let deal = folder().files["deal.yaml"].clone();
    let filter = |names: Object| move |stream: &mut lopdf::Stream| stream.dict.set("Filter", names);
    let name = |name: &str| Object::Name(name.into());
    let mut cut = zlib(&deal);
    cut.truncate(cut.len() - 200);
    let twice = zlib(&zlib(&deal));
    let mut flipped = Forged::new();
    let content = &mut flipped.stream("deal.yaml").content;
    let middle = content.len() / 2;
    content[middle] ^= 0x10;
    let spending = "bestedingen__2024.yaml";
    let text = String::from_utf8(folder().files["bestedingen/2024.yaml"].clone()).unwrap();
    assert!(text.contains("121875.40"));
    let other = text.replace("121875.40", "121876.40").into_bytes();
    let corrected = |manifest: &mut serde_json::Value| {
        entry(manifest, "bestedingen/2024.yaml")["sha256"] = checksum(&other);
    };
    let mut visible = Forged::new();
    let page = *visible.pdf.get_pages().get(&1).unwrap();
    let content = visible.pdf.get_page_contents(page)[0];
    let stream = visible.pdf.get_object_mut(content).unwrap().as_stream_mut().unwrap();
    let drawn = stream.decompressed_content().unwrap();
    stream.set_content(zlib(&[drawn.as_slice(), b"\n0 0 10 10 re f\n"].concat()));
    let packing = "`deal.yaml` is niet uit te pakken";
    vec![
        (
            "bijlage-ontbreekt",
            Forged::new().specified("deal.yaml", |one| one.set("UF", Object::string_literal("x"))).save(),
            "`deal.yaml` ontbreekt",
        ),
        (
            "bijlage-zonder-stroom",
            Forged::new().specified("deal.yaml", |one| drop(one.remove(b"EF"))).save(),
            "`deal.yaml` ontbreekt",
        ),
        (
            "bijlage-is-het-hele-bestand",
            Forged::new()
                .specified("deal.yaml", |one| one.set("EF", dictionary! { "F" => Object::Reference((1, 0)) }))
                .save(),
            "`deal.yaml` is niet uit te pakken",
        ),
        (
            "bijlage-van-een-gigabyte",
            Forged::new().packed("deal.yaml", |stream| stream.set_content(GIGABYTE.clone())).save(),
            "het controlegetal klopt niet",
        ),
        (
            "bijlage-van-een-gigabyte-zegt-dat-zij-dat-is",
            Forged::new()
                .packed("deal.yaml", |stream| stream.set_content(GIGABYTE.clone()))
                .manifest(|manifest| entry(manifest, "deal.yaml")["bytes"] = (1024 * 1024 * 1024).into())
                .save(),
            "`deal.yaml` is groter dan zij mag zijn",
        ),
        (
            "herkomst-van-een-gigabyte",
            Forged::new().packed("herkomst.csv", |stream| stream.set_content(GIGABYTE.clone())).save(),
            "`herkomst.csv` is groter dan zij mag zijn",
        ),
        (
            "bijlage-twee-keer-ingepakt",
            Forged::new()
                .packed("deal.yaml", |stream| {
                    stream.set_content(twice);
                    stream.dict.set("Filter", vec![name("FlateDecode"), name("FlateDecode")]);
                })
                .save(),
            packing,
        ),
        (
            "bijlage-zestig-keer-ingepakt",
            Forged::new().packed("deal.yaml", filter(vec![name("FlateDecode"); 60].into())).save(),
            packing,
        ),
        ("bijlage-met-lzw", Forged::new().packed("deal.yaml", filter(name("LZWDecode"))).save(), packing),
        ("bijlage-versleuteld", Forged::new().packed("deal.yaml", filter(name("Crypt"))).save(), packing),
        (
            "bijlage-met-een-voorspeller",
            Forged::new()
                .packed("deal.yaml", |stream| {
                    stream.dict.set("DecodeParms", dictionary! { "Predictor" => 15, "Columns" => i64::from(i32::MAX) });
                })
                .save(),
            packing,
        ),
        (
            "bijlage-is-ruis",
            Forged::new().packed("deal.yaml", |stream| stream.set_content(b"geen zlib".to_vec())).save(),
            packing,
        ),
        ("bijlage-afgekapt", Forged::new().packed("deal.yaml", |stream| stream.set_content(cut)).save(), packing),
        ("bijlage-met-een-andere-bit", flipped.save(), "`deal.yaml`"),
        ("ander-getal", Forged::new().holds(spending, &other).save(), "het controlegetal klopt niet"),
        (
            "ander-getal-met-controlegetal",
            Forged::new().holds(spending, &other).manifest(corrected).save(),
            "de vingerafdruk",
        ),
        (
            "ander-getal-waarin-alles-klopt",
            Forged::new().dossier("bestedingen/2024.yaml", &other).save(),
            "niet wat deze gegevens opleveren",
        ),
        ("iets-op-een-bladzijde-getekend", visible.save(), "bladzijde 1"),
    ]
}

/// Paths that lead out of the folder, or that are no paths.
fn paths() -> Cases {
    let lists = |path: &str| Forged::new().lists(path, b"x: 1\n").save();
    let long = format!("pijlers/{}.yaml", "a".repeat(3_000));
    let mut names = Forged::new();
    for path in ["../../weg.yaml", "/tmp/weg.yaml", "C:\\weg.yaml", "..", "", "\u{202e}lmay.weg"] {
        names = names.attach(path, b"x");
    }
    vec![
        ("pad-omhoog", lists("../../weg.yaml"), NO_PLACE),
        ("pad-omhoog-uit-een-map", lists("pijlers/../../weg.yaml"), NO_PLACE),
        ("pad-omhoog-op-windows", lists("pijlers/..\\..\\weg.yaml"), NO_PLACE),
        ("pad-naar-een-schijf", lists("C:\\weg.yaml"), NO_PLACE),
        ("pad-naar-een-stroom-op-windows", lists("pijlers/a:weg.yaml"), NO_PLACE),
        ("pad-vanaf-de-wortel", lists("/etc/weg.yaml"), NO_PLACE),
        ("pad-naar-het-dossier-ernaast", lists("../deal.yaml"), NO_PLACE),
        ("pad-naar-intern", lists("intern/namen.yaml"), NO_PLACE),
        ("pad-naar-git", lists(".git/config"), NO_PLACE),
        ("pad-verborgen", lists("pijlers/.weg.yaml"), NO_PLACE),
        ("pad-met-een-nul", lists("pijlers/a\0.yaml"), NO_PLACE),
        ("pad-van-rechts-naar-links", lists("pijlers/\u{202e}lmay.gew.yaml"), NO_PLACE),
        ("pad-met-stuurtekens", lists("pijlers/\u{1b}[2J\nok.pdf: klopt.yaml"), NO_PLACE),
        ("pad-van-3000-letters", lists(&long), NO_PLACE),
        ("pad-leeg", lists(""), NO_PLACE),
        ("pad-is-een-map", lists("pijlers/"), NO_PLACE),
        ("bijlagen-met-paden-als-naam", names.save(), "is niet wat deze gegevens opleveren"),
    ]
}

/// Dossiers that are no dossiers, in a PDF in which everything agrees.
fn dossiers() -> Cases {
    let deal = |bytes: &[u8]| Forged::new().dossier("deal.yaml", bytes).save();
    let laughs = (1..30).fold("a0: &a0 [ha, ha]\n".to_owned(), |text, level| {
        let before = level - 1;
        format!("{text}a{level}: &a{level} [*a{before}, *a{before}, *a{before}]\n")
    });
    let image = |bytes: &[u8]| {
        let report = String::from_utf8(folder().files["verslagen/2024.yaml"].clone()).unwrap();
        let shows = "beelden:\n  - {bestand: beelden/foto.png, alt: een foto van iets, bijschrift: iets, maker: iemand, toestemming: niet nodig, pijler: dorpen}\n";
        Forged::new()
            .dossiers(&[("beelden/foto.png", bytes), ("verslagen/2024.yaml", format!("{report}{shows}").as_bytes())])
            .save()
    };
    vec![
        ("dossier-met-ankers", deal(laughs.as_bytes()), "deal.yaml"),
        ("dossier-diep", deal(nested("[", "]", 100_000).as_bytes()), "deal.yaml"),
        ("dossier-leeg", deal(b""), "deal.yaml"),
        ("dossier-is-een-pdf", deal(&SMALL.bytes), "deal.yaml"),
        ("dossier-met-een-reuzenwoord", deal(&[b"naam: ".as_slice(), &vec![b'a'; 9_000_000]].concat()), "deal.yaml"),
        ("dossier-met-een-bestand-te-groot", deal(&vec![b'#'; 11 * 1024 * 1024]), "groter dan zij mag zijn"),
        ("dossier-met-een-reuzenbeeld", image(&png(50_000, 50_000)), "te groot: 50000 bij 50000"),
    ]
}

/// Own templates that do not want to make a report.
fn templates() -> Cases {
    let report = |text: &str| Forged::new().template("annual-report/report.typ.j2", text).save();
    let theme = |text: &str| Forged::new().template("theme/theme.typ", text).save();
    let listed = |path: &str| Forged::new().manifest(|_| ()).template(path, "x").save();
    vec![
        (
            "sjabloon-telt-door",
            report("{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}"),
            "doet te veel werk",
        ),
        ("sjabloon-roept-zichzelf", report("{% include 'annual-report/report.typ.j2' %}"), "sjabloon"),
        ("sjabloon-macro-zonder-einde", report("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}"), "sjabloon"),
        (
            "sjabloon-verdubbelt",
            report(
                "{% set x = namespace(t='aaaaaaaaaaaaaaaa') %}{% for i in range(60) %}{% set x.t = x.t ~ x.t %}{% endfor %}",
            ),
            MEMORY,
        ),
        (
            "sjabloon-schrijft-zonder-einde",
            report("{% for a in range(9999) %}{{ '%0999999999d' }}{% endfor %}{{ 'a' * 2000000000 }}"),
            TEMPLATE,
        ),
        ("sjabloon-ontbreekt", report("{% include 'annual-report/weg.typ.j2' %}"), "bestaat niet"),
        ("sjabloon-leest-het-systeem", report("#read(\"/etc/passwd\")"), "etc/passwd"),
        ("sjabloon-leest-omhoog", report("#read(\"../../../../etc/passwd\")"), TEMPLATE),
        ("sjabloon-haalt-een-pakket", report("#import \"@preview/cetz:0.3.0\""), TEMPLATE),
        ("opmaak-zonder-einde", report("#while true {}"), TEMPLATE),
        ("opmaak-roept-zichzelf", report("#let f() = f()\n#f()"), TEMPLATE),
        ("opmaak-vraagt-geheugen", report("#let x = \"a\" * 4000000000"), MEMORY),
        ("opmaak-verdubbelt", report("#let x = \"aaaaaaaaaaaaaaaa\"\n#for i in range(60) { x = x + x }"), MEMORY),
        (
            "opmaak-van-duizend-bladzijden",
            report("#set document(title: \"x\")\n#for i in range(9000) { pagebreak() }"),
            TEMPLATE,
        ),
        ("opmaak-leeg", theme(TEMPLATE), ""),
        ("sjabloon-omhoog", listed("../weg.typ"), NO_PLACE),
        ("sjabloon-verborgen", listed("theme/.weg.typ"), NO_PLACE),
        ("sjabloon-van-een-ander-soort", listed("fonts/weg.ttf"), NO_PLACE),
        (
            "sjabloon-te-groot",
            Forged::new().template("theme/groot.typ", &"/".repeat(2 * 1024 * 1024)).save(),
            "groter dan zij mag zijn",
        ),
    ]
}
