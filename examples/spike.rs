use saphyr_parser::Parser;
fn main(){
    for arg in std::env::args().skip(1) {
        let text = arg.replace("\\n","\n").replace("\\t","\t").replace("\\r","\r");
        println!("=== {text}");
        let mut p = Parser::new_from_str(&text);
        loop { match p.next_event() { None=>break, Some(Ok((e,s)))=>println!("{e:?}  {}:{}({}) - {}:{}({})", s.start.line(), s.start.col(), s.start.index(), s.end.line(), s.end.col(), s.end.index()), Some(Err(e))=>{println!("ERR {} at {}:{}({})", e.info(), e.marker().line(), e.marker().col(), e.marker().index());break} } }
    }
    if std::env::args().count()==1 {
        let s = schemars::generate::SchemaSettings::draft07().into_generator().into_root_schema_for::<voortgang::model::Deal>();
        println!("{}", serde_json::to_string_pretty(&s).unwrap());
        let s = schemars::generate::SchemaSettings::draft07().into_generator().into_root_schema_for::<voortgang::model::Report>();
        println!("{}", serde_json::to_string_pretty(&s).unwrap());
        let s = schemars::generate::SchemaSettings::draft07().into_generator().into_root_schema_for::<voortgang::model::Indicator>();
        println!("{}", serde_json::to_string_pretty(&s).unwrap());
    }
}
