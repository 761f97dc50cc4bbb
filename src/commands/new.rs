//! `voortgang nieuw`: a dossier to fill in.

use std::io::{self, Write};
use std::path::Path;

use chrono::Datelike;

use super::{ExitStatus, end_at_interrupt};
use crate::cli::NewArgs;
use crate::format;
use crate::model::{Id, Text, notation};
use crate::publish::{self, NotAdded};
use crate::read::{self, BLANK};
use crate::start;
use crate::world::{self, Folder};

/// The id of a deal whose folder has no name to make one of.
const ID: &str = "mijn-deal";

pub(super) fn run(arguments: &NewArgs) -> io::Result<ExitStatus> {
    end_at_interrupt();
    let folder = arguments.folder.as_path();
    // The first report is about the last year that is over.
    let year = arguments.year.unwrap_or_else(|| world::today().year() - 1);
    let name: Result<Option<Text>, _> = arguments.name.as_deref().map(str::parse).transpose();
    let files = name.ok().and_then(|name| start::new_dossier(&id_of(folder), name.as_ref(), year));
    let Some(files) = files else {
        writeln!(
            io::stderr(),
            "fout: achter `--naam` staat geen bruikbare naam\nhulp: schrijf bijvoorbeeld --naam \"Regio Deal Voorbeeldstad\", of laat --naam weg"
        )?;
        return Ok(ExitStatus::Failed);
    };
    let shown = folder.display();
    match publish::new_folder(folder, &files) {
        Ok(()) => {}
        Err(NotAdded::Taken(path)) => {
            let path = path.display();
            writeln!(
                io::stderr(),
                "fout: in `{path}` staat al iets; een nieuw dossier komt in een nieuwe of lege map\nhulp: kies een andere naam voor de map; er is niets veranderd"
            )?;
            return Ok(ExitStatus::Failed);
        }
        Err(NotAdded::Failed(error)) => {
            writeln!(io::stderr(), "fout: het dossier is niet gemaakt: {error}")?;
            return Ok(ExitStatus::Failed);
        }
    }
    let sources = read::read(&Folder::from_texts("nieuw", files)).sources;
    let count = format::plural(read::blanks(&sources).count(), "veld", "velden");
    let quoted = quoted(folder);
    writeln!(io::stdout(), "{shown}")?;
    writeln!(
        io::stderr(),
        "Het dossier staat klaar: {shown}\nU vult nog {count} in: daar staat {BLANK}.\n\
         Zo gaat u verder:\n  \
         voortgang rapport {quoted}\n      maakt het rapport over {year}, en laat zien wat er nog ontbreekt\n  \
         voortgang controleer {quoted}\n      noemt wat er nog ontbreekt, met bestand en regel\n\
         Wat er in welk bestand staat, leest u hier: {}",
        folder.join("README.md").display()
    )?;
    Ok(ExitStatus::Written)
}

/// The id of the deal: the name of its folder, in the letters of an id.
fn id_of(folder: &Path) -> Id {
    let name = folder.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let id = notation::as_id(&name).and_then(|id| id.parse().ok());
    id.unwrap_or_else(|| ID.parse().unwrap_or_default())
}

/// A path as it is typed on a command line.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(' ') { format!("\"{path}\"") } else { path }
}
