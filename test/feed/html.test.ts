import { expect, test } from 'vitest'
import { cut } from '../../shared/feed/cut.ts'
import { plainText, sanitise } from '../../shared/feed/html.ts'

test.each([
  ['<p>One</p><p>two</p>', 'One two'],
  ['un<b>believ</b>able', 'unbelievable'], // inline tags do not part words
  ['One<br/>two\n\t three', 'One two three'],
  ['AT&amp;T &eacute;t&eacute; &#8217; &#x1F6A2;', 'AT&T été ’ 🚢'],
  ['?a=1&copy=2', '?a=1&copy=2'], // no semicolon, no reference
  ['&notit; &lt;b&gt;', '&notit; <b>'],
  ['<script>alert("<b>")</script>after<style>p{}</style>', 'after'],
  ['if x <y and 3 < 4', 'if x <y and 3 < 4'],
  ['Map<string, List<int>> leaks', 'Map<string, List<int>> leaks'],
  ['I <3 ferries', 'I <3 ferries'],
  ['The <form> tag', 'The <form> tag'], // has no value and no end
  ['<custom>One</custom> two', 'One two'],
  ['<math><mi>a</mi><mo>+</mo></math>', 'a+'],
  ['<![CDATA[ never closed', '<![CDATA[ never closed'],
  ['<o:p>Word</o:p> <my-tag>x</my-tag>', 'Word x'],
  ['see <a href="https://exa', 'see'], // cut off by the publisher
  ['<!-- aside -->text', 'text'],
  ['so\u00adft\u0000 \u00a0hy\u200bphen', 'soft hy phen'],
])('%j reads %j', (html, text) => {
  expect(plainText(sanitise(html, 'https://example.org/a'))).toBe(text)
})

test.each([
  ['short', 10, 'short'],
  ['exactly ten', 7, 'exactly'],
  ['ab🚢cd', 3, 'ab'], // not half a ship
  ['abe\u0301cd', 3, 'ab'], // not an e without its accent
  ['ab👩‍👩‍👧cd', 6, 'ab'], // not half a family
  [`👋${'🏻'.repeat(20)}`, 5, '👋🏻'], // nor is a tower of skin tones cut inside one
  [`a${'\u0301'.repeat(50)}`, 10, `a${'\u0301'.repeat(9)}`], // but a tower of accents is cut somewhere
])('%j is cut at %d as %j', (text, length, expected) => {
  expect(cut(text, length)).toBe(expected)
})

test.each([
  ['<p onclick="x()" style="a">Hi</p>', '<p>Hi</p>'],
  ['<script>bad()</script>ok', 'ok'],
  ['<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
  ['<a href="jav&#x61;script:alert(1)">x</a>', '<a>x</a>'],
  ['<a href="java\tscript:alert(1)">x</a>', '<a>x</a>'],
  ['<a href="/b?x=1&y=2">x</a>', '<a href="https://example.org/b?x=1&amp;y=2">x</a>'],
  ['<img src="data:image/png;base64,AA" alt="a &quot;b&quot;">', '<img alt="a &quot;b&quot;">'],
  ['<svg><a href="/x">in</a></svg>out', '<a href="https://example.org/x">in</a> out'],
  ['<marquee>text</marquee>', 'text'],
  ['<noscript>text</noscript>ok', 'ok'],
  ['<iframe src="/x"><script>bad()</script></iframe>ok', '&lt;script&gt;bad()&lt;/script&gt; ok'],
  ['<b>left <i>open', '<b>left <i>open</i></b>'],
  ['</p>a < b & c &lt;', 'a &lt; b & c &lt;'], // references stay as they were: HTML still
  ['<<img src=x onerror=alert(1)>', '&lt;<img src="https://example.org/x">'],
  ['<a title="&quot;><script>">x</a>', '<a title="&quot;&gt;&lt;script&gt;">x</a>'],
])('%j is made harmless', (html, safe) => {
  expect(sanitise(html, 'https://example.org/a')).toBe(safe)
})
