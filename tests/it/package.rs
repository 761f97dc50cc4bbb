//! The council package: everything in it, the same each time, and nothing that is not public.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use crate::case::{Case, fixture};

/// All files under a folder, by their path from it.
fn files(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// The package of a fixture, its zip beside it, and what was said of it.
fn package(name: &str) -> (BTreeMap<String, Vec<u8>>, String) {
    let case = Case::new().dossier(name).args(["griffie", name, "--jaar", "2021", "--uitvoer", "uit"]);
    let (_, said) = case.run().says();
    let mut found = BTreeMap::new();
    files(&case.path("uit"), "", &mut found);
    (found, said)
}

#[test]
fn two_runs_give_the_same_bytes() {
    let ((first, said), (again, _)) = (package("minimaal"), package("minimaal"));
    assert!(first.keys().any(|name| name.ends_with(".zip")), "{:?}", first.keys());
    for (name, bytes) in &first {
        assert!(again.get(name) == Some(bytes), "{name} differs");
    }
    assert_eq!(first.len(), again.len());
    let lacking: Vec<&str> = said.lines().filter(|line| line.starts_with("let op: ")).collect();
    assert_snapshot!(lacking.join("\n"), @"
    let op: in het dossier ontbreekt de naam van wie het verslag aanbiedt, zoals die in het register TOOI staat (`kenmerken`, `organisatie`)
    let op: in het dossier ontbreekt de TOOI-code van wie het verslag aanbiedt (`kenmerken`, `tooi-id`)
    let op: in het dossier ontbreekt de portefeuillehouder (`kenmerken`, `portefeuillehouder`)
    let op: in het dossier ontbreekt de raadscommissie die het bespreekt (`kenmerken`, `commissie`)
    let op: in het dossier ontbreekt het kenmerk van het verslag (als het er is: maak het pakket opnieuw met `--kenmerk RIS123456`)
    let op: in het dossier ontbreekt het kenmerk van de raadsbijlage, dat een ander is (dan ook met `--kenmerk-bijlage RIS123457`)
    let op: in het dossier ontbreekt de vaststelling: de Woo-gegevens worden pas volledig na vaststelling (`verslagen/2021.yaml`, `status`, `vastgesteld`)
    let op: in het dossier ontbreekt de dag van aanbieding: de brief heeft nog geen datum (`verslagen/2021.yaml`, `status`, `aangeboden`)
    let op: in het dossier ontbreekt de waardering voor het archief, door de archivaris (`archief`, `waardering`)
    ");
    let (_, to_paste) = said.split_once("\n\n").unwrap();
    assert_snapshot!(to_paste, @"
    Zet onderaan in `deal.yaml`:

    kenmerken:
      organisatie: NOG INVULLEN – welke gemeente of provincie het verslag aanbiedt, zoals gemeente Den Haag
      tooi-id: NOG INVULLEN – de code van die organisatie in het register TOOI, zoals gm0518 of pv28
      portefeuillehouder: NOG INVULLEN – wie verantwoordelijk is, zoals wethouder A. Voorbeeld
      commissie: NOG INVULLEN – welke commissie het verslag bespreekt
    archief:
      waardering: nader-te-bepalen # NOG INVULLEN – kies blijvend-te-bewaren, tijdelijk-te-bewaren of nader-te-bepalen; dat doet de archivaris

    Vul in wat er echt hoort, en haal NOG INVULLEN en de uitleg erachter weg.
    ");
}

/// Nothing of `intern/` is in any file: no name of a file, and no word of one. The PDFs have their own test.
#[test]
fn nothing_private_is_in_the_package() {
    let (found, _) = package("afgeleid");
    let mut words =
        ["VERZONNEN-", "persoonsnummer", "stelling_a", "intern/", "Westerkwartier"].map(str::to_owned).to_vec();
    let mut private = BTreeMap::new();
    files(&fixture("afgeleid").join("intern"), "", &mut private);
    for (name, bytes) in &private {
        words.push(Path::new(name).file_stem().unwrap().to_str().unwrap().to_owned());
        let text = String::from_utf8_lossy(bytes);
        words.extend(text.lines().find_map(|line| line.strip_prefix("willekeurige-tekst: ")).map(str::to_owned));
    }
    assert!(words.len() > 15, "{words:?}");
    for (name, bytes) in &found {
        let text = String::from_utf8_lossy(bytes);
        for word in &words {
            assert!(!text.contains(word.as_str()) && !name.contains(word.as_str()), "{word} in {name}");
        }
    }
}
