//! The hostile dossiers: each with what the program says of it.

use std::fs;
use std::path::Path;

use super::files::{book, jpeg, png};
use super::raw::nested;

/// A dossier from outside.
pub(super) struct Hostile {
    pub(super) name: &'static str,
    /// Spoils a good dossier that stands in this folder.
    pub(super) spoil: Box<dyn Fn(&Path)>,
    /// What is said of it.
    pub(super) why: &'static str,
}

const REPORT: &str = "verslagen/2024.yaml";
const SPENDING: &str = "bestedingen/2024.yaml";
const PROJECT: &str = "projecten/buurtbus.yaml";

fn write(folder: &Path, file: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Another file in the dossier, or another in the place of one.
fn file(file: &'static str, bytes: impl AsRef<[u8]> + 'static) -> Box<dyn Fn(&Path)> {
    Box::new(move |folder| write(folder, file, bytes.as_ref()))
}

/// Another text for a text that stands in a file once.
fn replaced(file: &'static str, from: &'static str, to: impl Into<String>) -> Box<dyn Fn(&Path)> {
    let to = to.into();
    Box::new(move |folder| {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {file}");
        write(folder, file, text.replace(from, &to));
    })
}

/// More text at the end of a file.
fn added(file: &'static str, more: impl Into<String>) -> Box<dyn Fn(&Path)> {
    let more = more.into();
    Box::new(move |folder| {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        write(folder, file, format!("{text}\n{more}"));
    })
}

/// The report shows an image.
fn image(name: &'static str, bytes: Vec<u8>) -> Box<dyn Fn(&Path)> {
    Box::new(move |folder| {
        write(folder, &format!("beelden/{name}"), &bytes);
        added(
            REPORT,
            format!(
                "beelden:\n  - {{bestand: beelden/{name}, alt: een beeld van iets, bijschrift: iets, maker: iemand, toestemming: niet nodig, pijler: dorpen}}\n"
            ),
        )(folder);
    })
}

/// The spending of a year comes from a sheet.
fn sheet(name: &'static str, bytes: Vec<u8>) -> Box<dyn Fn(&Path)> {
    Box::new(move |folder| {
        write(folder, &format!("gegevens/{name}"), &bytes);
        let csv = if name.ends_with(".csv") {
            "scheidingsteken: puntkomma, codering: utf-8, decimaalteken: komma, "
        } else {
            ""
        };
        added(
            SPENDING,
            format!(
                "regels-bladen:\n  - {{bestand: gegevens/{name}, bekend-op: 2025-02-20, {csv}kolommen: {{project: A, gerealiseerd: B}}, vast: {{t-m: 2024-12-31, fictief: ja}}}}\n"
            ),
        )(folder);
    })
}

/// A summary of this text.
fn summary(text: &str) -> Box<dyn Fn(&Path)> {
    replaced(REPORT, "samenvatting: |\n", format!("samenvatting: |\n  {text}\n"))
}

/// All of them.
pub(super) fn all() -> Vec<Hostile> {
    let one = |(name, spoil, why)| Hostile { name, spoil, why };
    [yaml(), values(), sheets(), images(), folders(), texts()].into_iter().flatten().map(one).collect()
}

type Cases = Vec<(&'static str, Box<dyn Fn(&Path)>, &'static str)>;

fn yaml() -> Cases {
    let laughs = (1..40).fold("a0: &a0 [ha, ha]\n".to_owned(), |text, level| {
        let before = level - 1;
        format!("{text}a{level}: &a{level} [*a{before}, *a{before}, *a{before}]\n")
    });
    let blocks = (0..3_000).map(|level| format!("{}a:", " ".repeat(level))).collect::<Vec<_>>().join("\n");
    let keys = (0..200_000).map(|number| format!("sleutel-{number}: 1")).collect::<Vec<_>>().join("\n");
    vec![
        ("leeg-bestand", file("deal.yaml", ""), "dit bestand is leeg"),
        ("lijst-in-lijst", file("deal.yaml", nested("[", "]", 100_000)), "deal.yaml"),
        ("afspraak-in-afspraak", file("deal.yaml", nested("{a: ", "}", 50_000)), "deal.yaml"),
        ("punt-onder-punt", file("deal.yaml", "- ".repeat(100_000)), "deal.yaml"),
        ("blok-in-blok", file("deal.yaml", blocks), "deal.yaml"),
        ("ankers", file("deal.yaml", laughs), "merkteken"),
        ("samengevoegd", added("deal.yaml", "<<: {a: 1}\n"), "<<"),
        ("label", added("deal.yaml", "x: !!python/object/apply:os.system [ls]\n"), "merkteken"),
        ("tweehonderdduizend-sleutels", added("deal.yaml", keys), "deal.yaml"),
        ("reuzenwoord", added("deal.yaml", format!("x: {}\n", "a".repeat(2_000_000))), "deal.yaml"),
        ("te-groot", added("deal.yaml", "#".repeat(11 * 1024 * 1024)), "groter dan 10 MB"),
        ("geen-utf-8", file("deal.yaml", b"naam: caf\xe9\n"), "UTF-8"),
        ("utf-16", file("deal.yaml", b"\xff\xfen\0a\0"), "UTF-16"),
        ("alleen-nullen", file("deal.yaml", vec![0; 100_000]), "stuurteken"),
        ("stuurtekens", replaced("deal.yaml", "tranche: 4", "tranche: \u{1b}[2J4"), "stuurteken"),
        (
            "stuurtekens-achter-een-schuine-streep",
            replaced("deal.yaml", "tranche: 4", "tranche: \"\\e[2J\\0\u{5d}4\""),
            "deal.yaml",
        ),
        ("andersom-te-lezen", replaced(PROJECT, "naam: ", "naam: \u{202e}"), "leesrichting"),
        ("twee-documenten", added("deal.yaml", "---\nnaam: iets anders\n"), "deal.yaml"),
        ("nooit-dicht", added("deal.yaml", "x: \"een\n"), "deal.yaml"),
        ("is-een-pdf", file("deal.yaml", "%PDF-1.7\n\u{0}"), "deal.yaml"),
    ]
}

fn values() -> Cases {
    let amount = |text: &str| replaced(PROJECT, "begroting: 450000", format!("begroting: {text}"));
    vec![
        ("bedrag-van-een-miljoen-cijfers", amount(&"9".repeat(1_000_000)), "begroting"),
        ("bedrag-met-een-macht", amount("1e999999999"), "begroting"),
        ("bedrag-oneindig", amount(".inf"), "begroting"),
        ("bedrag-net-te-groot", amount("79228162514264337593543950335"), "begroting"),
        ("datum-in-jaar-een-miljard", replaced(PROJECT, "start: 2024-02-01", "start: 999999999-01-01"), "start"),
        (
            "deal-is-een-pad",
            replaced("deal.yaml", "id: voorbeeldland\nnaam: R", "id: ../../../weg\nnaam: R"),
            "../../../weg",
        ),
        (
            "deal-heet-honderdduizend-letters",
            replaced("deal.yaml", "id: voorbeeldland\nnaam: R", format!("id: {}\nnaam: R", "a".repeat(100_000))),
            "niet langer zijn dan 100",
        ),
        (
            "beeld-buiten-het-dossier",
            added(
                REPORT,
                "beelden:\n  - {bestand: ../../../etc/passwd, alt: x y z, bijschrift: x, maker: x, toestemming: x}\n",
            ),
            "../../../etc/passwd",
        ),
        (
            "blad-buiten-het-dossier",
            added(
                SPENDING,
                "regels-bladen:\n  - {bestand: /etc/passwd, bekend-op: 2025-02-20, kolommen: {project: A, gerealiseerd: B}}\n",
            ),
            "/etc/passwd",
        ),
    ]
}

fn sheets() -> Cases {
    let types =
        br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let zeros = vec![b' '; 140 * 1024 * 1024];
    let deep = nested("<a>", "</a>", 100_000);
    let mut rows = "A;B\n".to_owned();
    rows.push_str(&"buurtbus;1\n".repeat(120_000));
    vec![
        ("blad-is-geen-blad", sheet("x.xlsx", b"geen zip".to_vec()), "niet als Excel-bestand"),
        (
            "blad-pakt-uit-tot-meer-dan-mag",
            sheet("x.xlsx", book(&[("[Content_Types].xml", types), ("xl/a.xml", &zeros)])),
            "uitgepakt groter dan",
        ),
        (
            "blad-met-diepe-xml",
            sheet("x.xlsx", book(&[("[Content_Types].xml", types), ("xl/workbook.xml", deep.as_bytes())])),
            "niet als Excel-bestand",
        ),
        ("blad-met-paden", sheet("x.xlsx", book(&[("../../../../tmp/weg.xml", types)])), "niet als Excel-bestand"),
        ("blad-zonder-einde", sheet("x.csv", rows.into_bytes()), "100000 rijen"),
        (
            "blad-met-een-open-aanhaling",
            sheet("x.csv", [b"A;B\n\"".as_slice(), &vec![b'x'; 2_000_000]].concat()),
            "gegevens/x.csv",
        ),
        ("blad-met-alleen-puntkommas", sheet("x.csv", vec![b';'; 2_000_000]), "meer dan 1000 cellen"),
        ("blad-leeg", sheet("x.csv", Vec::new()), "gegevens/x.csv"),
    ]
}

fn images() -> Cases {
    vec![
        ("beeld-is-tekst", image("x.png", b"geen beeld".to_vec()), "geen leesbaar png- of jpg-beeld"),
        ("beeld-leeg", image("x.png", Vec::new()), "geen leesbaar png- of jpg-beeld"),
        ("beeld-alleen-een-kop", image("x.png", b"\x89PNG\r\n\x1a\n".to_vec()), "is niet heel"),
        ("beeld-van-50000-bij-50000", image("x.png", png(50_000, 50_000)), "te groot: 50000 bij 50000"),
        ("beeld-van-4-miljard-bij-1", image("x.png", png(u32::MAX, 1)), "te groot: 4294967295 bij 1"),
        ("beeld-van-0-bij-0", image("x.png", png(0, 0)), "is niet heel"),
        ("foto-van-65000-bij-65000", image("x.jpg", jpeg(65_000, 65_000)), "te groot: 65000 bij 65000"),
        ("foto-alleen-een-kop", image("x.jpg", b"\xff\xd8\xff".to_vec()), "is niet heel"),
        ("beeld-te-groot", image("x.png", vec![0; 21 * 1024 * 1024]), "groter dan 20 MB"),
    ]
}

fn folders() -> Cases {
    vec![
        (
            "map-leeg",
            Box::new(|folder| {
                fs::remove_dir_all(folder).unwrap();
                fs::create_dir(folder).unwrap();
            }),
            "deal.yaml",
        ),
        (
            "deal-is-een-map",
            Box::new(|folder| {
                fs::remove_file(folder.join("deal.yaml")).unwrap();
                fs::create_dir(folder.join("deal.yaml")).unwrap();
            }),
            "deal.yaml",
        ),
        (
            "twintig-megabyte",
            Box::new(|folder| {
                for number in 0..2 {
                    let line = format!(
                        "regels:\n{}",
                        "  - {post: reserve, t-m: 2024-12-31, bekend-op: 2025-02-20, gerealiseerd: 1}\n"
                            .repeat(110_000)
                    );
                    write(folder, &format!("bestedingen/{}.yaml", 2025 + number), line);
                }
            }),
            "meer dan 20000 punten",
        ),
        (
            "tweeduizend-bestanden",
            Box::new(|folder| {
                for number in 0..2_000 {
                    write(folder, &format!("projecten/p{number}.yaml"), "naam: x\n");
                }
            }),
            "in een project ontbreken",
        ),
        #[cfg(unix)]
        (
            "koppeling-naar-buiten",
            Box::new(|folder| {
                std::os::unix::fs::symlink("/etc/passwd", folder.join("projecten/passwd.yaml")).unwrap();
            }),
            "een koppeling naar een plek buiten het dossier",
        ),
        #[cfg(unix)]
        (
            "koppeling-in-een-kring",
            Box::new(|folder| {
                std::os::unix::fs::symlink(folder.join("projecten"), folder.join("projecten/kring.yaml")).unwrap();
                std::os::unix::fs::symlink("b.yaml", folder.join("projecten/b.yaml")).unwrap();
            }),
            "projecten/b.yaml",
        ),
        #[cfg(unix)]
        (
            "deal-is-een-koppeling",
            Box::new(|folder| {
                fs::remove_file(folder.join("deal.yaml")).unwrap();
                std::os::unix::fs::symlink("/dev/zero", folder.join("deal.yaml")).unwrap();
            }),
            "deal.yaml",
        ),
    ]
}

fn texts() -> Cases {
    vec![
        ("tekst-met-opmaak", summary("#read(\"/etc/passwd\") {{ 7 * 7 }} {% include 'x' %} <script>"), "bevat HTML"),
        ("tekst-met-lijst-in-lijst", summary(&"- ".repeat(5_000)), "streep over de hele breedte"),
        ("tekst-met-sterren", summary(&"*a ".repeat(30_000)), "langer dan 50000"),
        ("tekst-met-haken", summary(&"[a](".repeat(30_000)), "langer dan 50000"),
        ("tekst-met-aanhalingen", summary(&"> ".repeat(5_000)), "citaatblok"),
        ("tekst-van-een-megabyte", summary(&"woord ".repeat(160_000)), "langer dan 50000"),
        ("woord-van-een-megabyte", summary(&"woord".repeat(200_000)), "langer dan 50000"),
    ]
}
