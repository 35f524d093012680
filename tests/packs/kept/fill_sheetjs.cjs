// Fills in a return form with SheetJS CE 0.18.5: node fill_sheetjs.cjs FORM.xlsx OUT.xlsx
const XLSX = require("xlsx");
const book = XLSX.readFile(process.argv[2], { cellStyles: true });
const sheet = book.Sheets["Return form"];
for (const [where, words] of [["F9", "complete"], ["G9", "Drill held at station 3"], ["H9", "1 June 2026"], ["I10", "31 Oct 2026"], ["J10", "trainer off sick"], ["P11", "see the other sheet"]])
  XLSX.utils.sheet_add_aoa(sheet, [[words]], { origin: where });
XLSX.writeFile(book, process.argv[3], { compression: true });
