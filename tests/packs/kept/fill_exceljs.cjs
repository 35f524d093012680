// Fills in a return form with exceljs 4.4.0: node fill_exceljs.cjs FORM.xlsx OUT.xlsx
const ExcelJS = require("exceljs");
(async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(process.argv[2]);
  const sheet = book.getWorksheet("Return form");
  for (const [where, words] of [["F9", "complete"], ["G9", "Drill held at station 3"], ["H9", "1 June 2026"], ["I10", "31 Oct 2026"], ["J10", "trainer off sick"], ["P11", "see the other sheet"]])
    sheet.getCell(where).value = words;
  await book.xlsx.writeFile(process.argv[3]);
})();
