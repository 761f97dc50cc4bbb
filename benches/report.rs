//! How long a report takes and how much memory, beside Typst alone on the same source and charts.
//!
//! `cargo bench --bench report` measures, in one run and by turns (A B A B …), so that both meet the same machine:
//! in this process the pipeline against Typst, with a cold cache each time; then the whole program
//! against a process that does nothing but lay out and export that same source. Both must give the
//! same bytes, else the comparison would be of different work. Typst alone has a world of its own
//! here and shares no code with `typeset`: what that step adds counts as the pipeline's.
//!
//! `cargo bench --bench report -- 40` takes 40 turns instead of 15.

#![allow(clippy::disallowed_methods, reason = "a measurement works on real folders and processes")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use voortgang::chart::Typeface;
use voortgang::check::{self, Subject};
use voortgang::compose::{self, Composed, Materials, View};
use voortgang::figures::Known;
use voortgang::model::Id;
use voortgang::pipeline::{self, Choice};
use voortgang::read::{self, Earlier};
use voortgang::typeset;
use voortgang::world::{self, Folder, Templates};

const DOSSIER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/valid/den-haag-zuidwest");
const REPORT: &str = "2022";
const MAIN: &str = "main.typ";
/// The file that holds the identifier of the document, beside the Typst project of a process.
const IDENT: &str = "ident.txt";
const TURNS: usize = 15;
/// How much longer than Typst alone a report may take, in percent.
const ALLOWED: f64 = 10.0;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, project, target] = arguments.as_slice()
        && mode == "typst-alone"
    {
        return alone_from_disk(Path::new(project), Path::new(target));
    }
    let turns = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(TURNS).max(1);
    println!("Report {REPORT} of {DOSSIER}; medians of {turns} turns\n");
    let composed = compose(&Templates::built_in());
    in_process(turns, &composed);
    steps(turns);
    processes(turns, &composed);
}

fn choice() -> Choice {
    Choice::Report(REPORT.to_owned())
}

fn compose(templates: &Templates) -> Composed {
    let folder = Folder::open(Path::new(DOSSIER)).expect("the reference dossier is there");
    let checked = pipeline::check_for(&folder, &choice()).expect("the reference dossier has no errors");
    pipeline::compose(&folder, &checked, &choice(), templates).expect("the built-in templates fit")
}

/// The pipeline against Typst, in this process. Publishing is left out of both.
fn in_process(turns: usize, composed: &Composed) {
    let whole = || typeset::typeset(&compose(&Templates::built_in())).expect("the report can be laid out").bytes;
    let alone = || Alone::new(composed.source.clone(), composed.files.clone()).pdf(&composed.ident);
    // Neither may find in the cache what the other, or an earlier turn, left there.
    let cold = |work: &dyn Fn() -> Vec<u8>| {
        typst::comemo::evict(0);
        timed(work)
    };
    // The first turn is for warming up: pages of memory, fonts, schemas.
    assert!(whole() == alone(), "the pipeline and Typst alone gave different files");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..turns {
        ours.push(cold(&whole).0);
        theirs.push(cold(&alone).0);
    }
    println!("In one process, cold cache");
    compare("pipeline", &ours, &theirs);
}

/// The time of each step.
fn steps(turns: usize) {
    let mut table: Vec<(&str, Vec<Duration>)> = Vec::new();
    for turn in 0..=turns {
        let mut row = 0;
        let mut note = |name: &'static str, time: Duration| {
            if table.len() == row {
                table.push((name, Vec::new()));
            }
            // The first turn is for warming up.
            if turn > 0 {
                table[row].1.push(time);
            }
            row += 1;
        };
        typst::comemo::evict(0);
        let mut step = Clock::start();
        let folder = Folder::open(Path::new(DOSSIER)).expect("the reference dossier is there");
        note("files from disk", step.lap());
        let reading = read::read(&folder);
        let (dossier, sources) = (reading.dossier.expect("no errors"), reading.sources);
        note("read", step.lap());
        let whole = Earlier { folder: &folder, dossier: &dossier, sources: &sources };
        let known: BTreeMap<Id, Known> = dossier
            .reports
            .values()
            .map(|report| (report.id.clone(), Known::of(whole, report).expect("the fixture can be cut")))
            .collect();
        note("what each report knows", step.lap());
        let can_show = world::coverage();
        note("characters the font has", step.lap());
        let subject = Subject {
            dossier: &dossier,
            known: &known,
            folder: &folder,
            sources: &sources,
            blanks: &read::blanks_by_file(&sources),
            unread: &[],
            can_show: &can_show,
        };
        black_box(check::check(&subject));
        note("check", step.lap());
        let known = &known[REPORT];
        let before = known.before().expect("the fixture can be cut");
        note("what the report before it knew", step.lap());
        let templates = Templates::built_in();
        let typeface = Typeface::new(world::REGULAR, world::SEMIBOLD).expect("the bundled fonts are sound");
        let view = View::of(known, before.as_ref()).expect("the report is there");
        let materials = Materials::of(known, &templates, &typeface);
        let composed = compose::annual_report(view, materials).expect("the built-in templates fit");
        note("charts and compose", step.lap());
        let world = Alone::new(composed.source.clone(), composed.files.clone());
        let document = world.document();
        note("Typst: layout", step.lap());
        black_box(export(&document, &composed.ident));
        note("Typst: export", step.lap());
    }
    println!("Per step");
    for (name, times) in table {
        println!("  {name:<26}{:>9.1} ms", ms(median(&times)));
    }
    println!();
}

/// The program against a process that runs Typst alone, from start to exit.
fn processes(turns: usize, composed: &Composed) {
    let place = tempfile::tempdir().expect("there is a place for temporary files");
    let project = place.path().join("project");
    for (name, bytes) in &composed.files {
        save(&project.join(name), bytes);
    }
    save(&project.join(MAIN), composed.source.as_bytes());
    save(&project.join(IDENT), composed.ident.as_bytes());
    let (ours_pdf, theirs_pdf) = (place.path().join("ours.pdf"), place.path().join("theirs.pdf"));
    let ours = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_voortgang"));
        command.args(["rapport", DOSSIER, "--verslag", REPORT, "--uitvoer"]).arg(&ours_pdf);
        command
    };
    let theirs = || {
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command.arg("typst-alone").arg(&project).arg(&theirs_pdf);
        command
    };
    let (our_memory, their_memory) = (peak_memory(ours()), peak_memory(theirs()));
    let same = fs::read(&ours_pdf).ok() == fs::read(&theirs_pdf).ok();
    assert!(same, "the program and Typst alone gave different files");
    let (mut wall, mut cpu) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
    for _ in 0..turns {
        for (command, wall, cpu) in [(ours(), &mut wall.0, &mut cpu.0), (theirs(), &mut wall.1, &mut cpu.1)] {
            let before = cpu_of_children();
            wall.push(timed(|| run(command)).0);
            cpu.extend(cpu_of_children().zip(before).map(|(after, before)| after.saturating_sub(before)));
        }
    }
    println!("Whole processes, wall clock");
    compare("voortgang", &wall.0, &wall.1);
    if !cpu.0.is_empty() {
        println!("Whole processes, processor time");
        compare("voortgang", &cpu.0, &cpu.1);
    }
    println!("Peak memory");
    for (name, memory) in [("voortgang", our_memory), ("Typst alone", their_memory)] {
        let memory = memory.map_or_else(|| "unknown here".to_owned(), |kib| format!("{:.0} MiB", kib / 1024.0));
        println!("  {name:<26}{memory:>12}");
    }
}

fn save(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder can be made");
    fs::write(path, bytes).expect("the file can be written");
}

fn run(mut command: Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program starts");
    assert!(status.success(), "{command:?} failed");
}

/// The largest amount of memory a process had, in KiB: its high-water mark, as last seen on Linux.
fn peak_memory(mut command: Command) -> Option<f64> {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = None;
    while child.try_wait().expect("the program can be waited for").is_none() {
        let seen = fs::read_to_string(&status).unwrap_or_default();
        let seen =
            seen.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse().ok());
        peak = seen.or(peak);
        std::thread::sleep(Duration::from_millis(1));
    }
    peak
}

/// The processor time of all processes this one waited for, on Linux; it counts in 10 ms.
fn cpu_of_children() -> Option<Duration> {
    let line = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, between brackets, may hold blanks; user and system time follow.
    let fields: Vec<&str> = line.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// What a child process does: the project from disk, through Typst, to a file.
fn alone_from_disk(project: &Path, target: &Path) {
    let mut files = BTreeMap::new();
    collect(project, "", &mut files);
    let mut text = |name: &str| String::from_utf8(files.remove(name).expect("it was saved")).expect("it is text");
    let (source, ident) = (text(MAIN), text(IDENT));
    save(target, &Alone::new(source, files).pdf(&ident));
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).expect("the file can be read"));
        }
    }
}

/// A Typst project and nothing else.
struct Alone {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    sources: BTreeMap<String, Source>,
    files: BTreeMap<String, Bytes>,
}

impl Alone {
    fn new(source: String, files: BTreeMap<String, Vec<u8>>) -> Self {
        let id = |name: &str| {
            let path = VirtualPath::new(name).expect("names in a project are paths");
            RootedPath::new(VirtualRoot::Project, path).intern()
        };
        let fonts: Vec<Font> = world::FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
        let source_of = |(name, bytes): (&String, &Vec<u8>)| {
            let text = name.ends_with(".typ").then(|| String::from_utf8_lossy(bytes).into_owned())?;
            Some((name.clone(), Source::new(id(name), text)))
        };
        Self {
            library: LazyHash::new(
                Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build(),
            ),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::new(id(MAIN), source),
            sources: files.iter().filter_map(source_of).collect(),
            files: files.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))).collect(),
        }
    }

    fn pdf(&self, ident: &str) -> Vec<u8> {
        export(&self.document(), ident)
    }

    fn document(&self) -> PagedDocument {
        typst::compile::<PagedDocument>(self).output.expect("the source can be laid out")
    }
}

fn export(document: &PagedDocument, ident: &str) -> Vec<u8> {
    let options = PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some(concat!("voortgang ", env!("CARGO_PKG_VERSION")).to_owned())),
        standards: PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]).expect("the two go together"),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).expect("the document can be exported")
}

impl World for Alone {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        let name = id.vpath().get_without_slash();
        self.sources.get(name).cloned().ok_or_else(|| FileError::NotFound(name.into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.vpath().get_without_slash();
        self.files.get(name).cloned().ok_or_else(|| FileError::NotFound(name.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<typst::foundations::Duration>) -> Option<Datetime> {
        None
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

struct Clock(Instant);

impl Clock {
    fn start() -> Self {
        Self(Instant::now())
    }

    fn lap(&mut self) -> Duration {
        let time = self.0.elapsed();
        self.0 = Instant::now();
        time
    }
}

fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Prints two medians and how much the first is above the second.
fn compare(name: &str, ours: &[Duration], theirs: &[Duration]) {
    let (our, their) = (ms(median(ours)), ms(median(theirs)));
    let above = (our / their - 1.0) * 100.0;
    let mut pairs: Vec<f64> = ours.iter().zip(theirs).map(|(our, their)| ms(*our) - ms(*their)).collect();
    pairs.sort_by(f64::total_cmp);
    let mut text = String::new();
    let _ = writeln!(text, "  {name:<26}{our:>9.1} ms");
    let _ = writeln!(text, "  {:<26}{their:>9.1} ms", "Typst alone");
    let _ = writeln!(text, "  {:<26}{above:>+9.1} %  (allowed: {ALLOWED:.0} %)", "above Typst alone");
    let _ = writeln!(text, "  {:<26}{:>+9.1} ms\n", "median of the differences", pairs[pairs.len() / 2]);
    print!("{text}");
}
