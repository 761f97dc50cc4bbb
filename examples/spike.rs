use saphyr_parser::Parser;
fn main(){
    for text in ["c:\n  - x\n  -\n    - t: |\n        r\n      b: 1\n"] {
        println!("=== {text}");
        let mut p = Parser::new_from_str(text);
        loop { match p.next_event() { None=>break, Some(Ok((e,s)))=>println!("{e:?}  {}:{}({}) - {}:{}({})", s.start.line(), s.start.col(), s.start.index(), s.end.line(), s.end.col(), s.end.index()), Some(Err(e))=>{println!("ERR {} at {}:{}({})", e.info(), e.marker().line(), e.marker().col(), e.marker().index());break} } }
        let f = voortgang::world::Folder::from_texts("x", [("deal.yaml", text)]);
        println!("{:#?}", voortgang::read::read(&f).sources.get("deal.yaml").unwrap().tree());
    }
}
