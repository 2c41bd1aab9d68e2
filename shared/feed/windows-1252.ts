/**
 * What windows-1252 has in 0x80 to 0x9F. Node 20's TextDecoder gives C1 controls there (nodejs/node#56542),
 * so that range is ours: "Don’t" arrives with 0x92 from half of the older newsrooms.
 */
export const WINDOWS_1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
