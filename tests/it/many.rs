//! Reports of many dossiers in one run: what is said of each, and what is left when it is stopped.

use insta::assert_snapshot;

use crate::case::Case;
use crate::deals;

/// A place with the generated deals 1 to `count` in the folder `deals`.
fn place(count: usize) -> Case {
    let case = Case::new();
    deals::write(&case.path("deals"), count).unwrap();
    case
}

fn dossiers(count: usize) -> Vec<String> {
    deals::deals(count).map(|deal| format!("deals/{}", deal.id())).collect()
}

fn report(number: usize) -> String {
    format!("uit/voortgangsrapportage-voorbeeld-{number:03}-{}.pdf", deals::YEAR)
}

#[test]
fn generated_deals_have_no_mistakes_and_differ() {
    let mut shapes = std::collections::BTreeSet::new();
    for deal in deals::deals(24) {
        let folder = deal.folder();
        let checked = voortgang::pipeline::check(&folder)
            .unwrap_or_else(|rejected| panic!("{}: {:#?}", deal.id(), rejected.diagnostics));
        assert!(!voortgang::diagnostic::has_errors(&checked.diagnostics), "{:#?}", checked.diagnostics);
        assert!(deal.name().starts_with("Regio Deal ") && (2..=6).contains(&deal.tranche()));
        let dossier = checked.dossier;
        shapes.insert((dossier.pillars.len(), dossier.projects.len(), dossier.indicators.len(), deal.form()));
    }
    assert!(shapes.len() >= 12, "{shapes:?}");
    let books = voortgang::pipeline::portfolio(deals::portfolio(24).as_bytes(), Some(deals::YEAR));
    let books = books.unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics));
    assert_eq!((books.portfolio.deals.len(), books.portfolio.tranches.len()), (24, 5));
}

/// As the shell passes it on for `deals/*`, with what may stand there beside good dossiers.
#[test]
fn what_is_wrong_with_one_dossier_does_not_stop_the_others() {
    let case = place(5);
    let write = |path: &str, text: &str| std::fs::write(case.path(path), text).unwrap();
    let change = |path: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(case.path(path)).unwrap();
        assert!(text.contains(from));
        write(path, &text.replace(from, to));
    };
    write("deals/README.md", "Leeswijzer");
    write("deals/portefeuille.yaml", "deals: []");
    change("deals/voorbeeld-002/projecten/project-0.yaml", "begroting: ", "begroting: 1.500 # ");
    change("deals/voorbeeld-004/deal.yaml", "id: voorbeeld-004", "id: voorbeeld-001");
    let mut named = vec!["deals/README.md".to_owned(), "deals/portefeuille.yaml".to_owned()];
    named.extend(dossiers(5));
    let arguments = |named: &[String]| [&["rapport", "--uitvoer", "uit"].map(str::to_owned)[..], named].concat();
    let run = |named: &[String]| {
        let arguments = arguments(named);
        case.run_with(arguments.iter().map(String::as_str))
    };
    let (stdout, stderr) = run(&named).ends(1);
    assert_eq!(stdout.lines().collect::<Vec<_>>(), [report(1), report(3), report(5)]);
    assert_snapshot!(stderr);
    let first = std::fs::read(case.path(&report(1))).unwrap();

    // The one that is named first gets the file, also when the other is done before it.
    named.swap(2, 5);
    named.push("deals/weg".to_owned());
    let (stdout, stderr) = run(&named).ends(2);
    assert_eq!(stdout.lines().collect::<Vec<_>>(), [report(1), report(3), report(5)]);
    assert!(
        stderr
            .contains("fout: het rapport van deals/voorbeeld-001 heeft dezelfde naam als dat van deals/voorbeeld-004")
    );
    assert!(stderr.contains("\nfout: `deals/weg` bestaat niet\n"), "{stderr}");
    assert!(stderr.ends_with(
        "Van 3 van de 6 dossiers is geen rapport gemaakt:\n  deals/voorbeeld-002\n  deals/voorbeeld-001\n  deals/weg\n"
    ), "{stderr}");
    assert!(first != std::fs::read(case.path(&report(1))).unwrap());

    let (stdout, stderr) = run(&named[..2]).ends(2);
    assert_eq!(stdout, "");
    assert!(stderr.ends_with("fout: er is geen dossier genoemd\nhulp: een dossier is een map met deal.yaml erin\n"));
}

/// The folder itself instead of the dossiers in it.
#[test]
fn a_folder_of_dossiers_gets_one_message() {
    let case = place(2);
    std::fs::write(case.path("deals/lijst.yaml"), "x: 1\n").unwrap();
    assert_snapshot!(case.run_with(["rapport", "deals"]).rejects(), @r"
    fout[L001]: `deals` is zelf geen dossier, maar een map met 2 dossiers
    --> deal.yaml
     = hulp: noem de dossiers zelf; met `/*` achter de map noemt u ze alle, zoals in `voortgang rapport deals/*`

    1 fout in 1 bestand
    Er is geen nieuw rapport gemaakt van deals.
    ");
    let said = case.run_with(["controleer", "deals"]).rejects();
    assert!(said.contains("een map met 2 dossiers") && said.contains("\n1 fout in 1 bestand\n"), "{said}");
}

#[test]
fn however_many_are_made_at_once_the_reports_are_the_same() {
    let case = place(3);
    let run = |options: &[&str], named: &[String]| {
        let arguments: Vec<&str> =
            ["rapport"].into_iter().chain(options.iter().copied()).chain(named.iter().map(String::as_str)).collect();
        case.run_with(arguments).writes()
    };
    let named = dossiers(3);
    let paths = run(&["--uitvoer", "uit"], &named);
    run(&["--uitvoer", "een", "--processen", "1"], &named);
    for (path, dossier) in paths.lines().zip(named) {
        run(&["--uitvoer", "los"], &[dossier]);
        let [together, one, alone] =
            ["uit/", "een/", "los/"].map(|folder| std::fs::read(case.path(&path.replace("uit/", folder))).unwrap());
        assert!(together == one && together == alone, "{path}");
    }
}

#[cfg(unix)]
mod stopped {
    use std::path::{Path, PathBuf};
    use std::process::{Child, Command, Output, Stdio};
    use std::time::{Duration, Instant};

    use super::{dossiers, place};
    use crate::case::Case;

    fn start(case: &Case, dossiers: &[String]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_voortgang"))
            .args(["rapport", "--uitvoer", "uit"])
            .args(dossiers)
            .current_dir(case.path(""))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Waits until something is so, a minute at most.
    #[track_caller]
    fn wait_until(what: &str, is_so: impl Fn() -> bool) {
        let start = Instant::now();
        while !is_so() {
            assert!(start.elapsed() < Duration::from_mins(1), "{what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn signal(name: &str, child: &Child) {
        // The shell has `kill` built in.
        let status = Command::new("sh").args(["-c", &format!("kill -{name} {}", child.id())]).status().unwrap();
        assert!(status.success());
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// The processes that a process started, where the machine shows them.
    fn children_of(parent: u32) -> Vec<u32> {
        let stat = |pid: u32| std::fs::read_to_string(format!("/proc/{pid}/stat")).ok();
        let is_child = |pid: &u32| {
            stat(*pid).is_some_and(|line| {
                let after = line.rsplit_once(')').map_or("", |(_, after)| after);
                after.split_whitespace().nth(1) == Some(&parent.to_string())
            })
        };
        let pids = files(Path::new("/proc")).into_iter().filter_map(|path| path.file_name()?.to_str()?.parse().ok());
        pids.filter(is_child).collect()
    }

    /// Whether a process still does something: one that ended and that nobody asked after is a zombie.
    fn lives(pid: u32) -> bool {
        let line = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        line.rsplit_once(") ").is_some_and(|(_, after)| !after.starts_with(['Z', 'X']))
    }

    /// Everything in the folder is a report that can be opened; how many.
    #[track_caller]
    fn whole_reports(folder: &Path) -> usize {
        let files = files(folder);
        for path in &files {
            assert!(path.extension().is_some_and(|ending| ending == "pdf"), "{}", path.display());
            let report = lopdf::Document::load(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(!report.get_pages().is_empty());
        }
        files.len()
    }

    #[test]
    fn an_interrupt_leaves_whole_reports_and_says_how_many() {
        for name in ["INT", "TERM"] {
            let case = place(12);
            let child = start(&case, &dossiers(12));
            let folder = case.path("uit");
            wait_until("the first report", || files(&folder).iter().any(|path| path.extension().is_some()));
            let workers = children_of(child.id());
            signal(name, &child);
            let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
            let (stdout, stderr) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
            assert_eq!(status.code(), Some(2), "{stderr}");
            let made = whole_reports(&folder);
            assert!(made < 12, "the interrupt came too late to show anything");
            assert_eq!(stdout.lines().count(), made, "{stdout}");
            let verb = if made == 1 { "is" } else { "zijn" };
            assert!(
                stderr.ends_with(&format!("Onderbroken: {made} van de 12 rapporten {verb} gemaakt.\n")),
                "{made}: {stderr}"
            );
            assert!(!workers.into_iter().any(lives));
        }
    }

    #[test]
    fn workers_end_when_the_program_is_killed() {
        let case = place(12);
        let mut child = start(&case, &dossiers(12));
        wait_until("the first report", || !files(&case.path("uit")).is_empty());
        let workers = children_of(child.id());
        assert!(!workers.is_empty());
        child.kill().unwrap();
        child.wait().unwrap();
        wait_until("the workers end", || !workers.iter().any(|worker| lives(*worker)));
    }

    /// Wherever the interrupt comes in the making of one report.
    #[test]
    fn an_interrupt_leaves_one_report_whole_or_not_there() {
        let mut heard = 0;
        for wait in [0, 20, 60, 120, 200, 300, 450] {
            let case = place(1);
            let child = start(&case, &dossiers(1));
            std::thread::sleep(Duration::from_millis(wait));
            signal("INT", &child);
            let output = child.wait_with_output().unwrap();
            let made = whole_reports(&case.path("uit"));
            // Before the program is ready to hear it, the signal itself ends it.
            assert!(made == 1 || output.status.code() != Some(0), "{wait}: {output:?}");
            heard += usize::from(output.status.code() == Some(2));
        }
        assert!(heard > 0, "no interrupt came while the program could hear it");
    }

    /// Wherever the interrupt comes in the writing of a folder.
    #[test]
    fn an_interrupt_leaves_a_whole_folder_or_none() {
        let case = Case::new();
        for wait in (0..40).step_by(4) {
            let (place, name) = (case.path(&format!("{wait}")), format!("{wait}/dossier"));
            let mut command = Command::new(env!("CARGO_BIN_EXE_voortgang"));
            command.args(["nieuw", &name]).current_dir(case.path("")).stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = command.spawn().unwrap();
            std::thread::sleep(Duration::from_millis(wait));
            signal("INT", &child);
            child.wait().unwrap();
            let made = files(&place);
            assert!(made.iter().all(|path| path.ends_with("dossier")), "{wait}: {made:?}");
            let is_whole = |folder: &PathBuf| {
                ["deal.yaml", "README.md", "verslagen"].iter().all(|name| folder.join(name).exists())
            };
            assert!(made.iter().all(is_whole), "{wait}");
        }
    }
}
