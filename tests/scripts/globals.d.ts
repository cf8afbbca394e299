// What the site's data files bring and its scripts share, for the check of their types.
declare var TOOLS: any
declare var FIRM: any
declare var DOCS: any
declare var PARTS: any
declare var ZIP: any
declare var READING: any
