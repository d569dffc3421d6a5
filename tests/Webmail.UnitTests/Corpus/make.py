# Makes made.json: messages, each named by what is wrong with it, what is to be shown of it, and the same message repaired.
# What is expected comes from Python's codecs, base64 and quopri, which know nothing of the product. Run it in this folder after a change.
import json,base64,quopri,codecs,os
cases=[]
def case(name,raw,text,repaired,attachments=(),subject=None,sender=None):
    assert name not in {c['name'] for c in cases},name
    cases.append(dict(name=name,raw=base64.b64encode(raw).decode(),repaired=base64.b64encode(repaired).decode(),text=text,attachments=list(attachments),subject=subject,sender=sender))
H=lambda *l: ('\r\n'.join(l)+'\r\n').encode('latin1') if all(isinstance(x,str) for x in l) else b''.join((x.encode('latin1') if isinstance(x,str) else x)+b'\r\n' for x in l)
base=['From: Anna <anna@example.org>','To: boris@example.net','Date: Tue, 03 Mar 2026 10:15:00 +0300','MIME-Version: 1.0']
RU='Добрый день, коллеги! Пришлите отчёт до пятницы.'
UA='Доброго дня, колеги! Надішліть звіт до п’ятниці.'.replace('’',"'")
TEXT={'windows-1251':RU,'koi8-r':RU,'iso-8859-5':RU,'cp866':RU,'koi8-u':UA,'mac_cyrillic':RU,
'windows-1252':'Größe: 5 € — “naïve café”','iso-8859-1':'Grüße aus Köln','iso-8859-15':'Prix: 5 €, œuvre','windows-1250':'Žluťoučký kůň úpěl ďábelské ódy','iso-8859-2':'Zażółć gęślą jaźń',
'windows-1253':'Καλημέρα κόσμε','iso-8859-7':'Καλημέρα κόσμε','windows-1254':'Günaydın, şişe ağaç','iso-8859-9':'Günaydın, şişe ağaç','windows-1255':'שלום עולם','windows-1256':'مرحبا بالعالم','windows-1257':'Labą rytą, ąžuolas','cp437':'café ½ ±','cp850':'façade ñandú','cp852':'Žluťoučký kůň',
'gb18030':'你好，世界','gb2312':'你好世界','big5':'你好世界','shift_jis':'こんにちは世界','iso-2022-jp':'こんにちは世界','euc-jp':'こんにちは世界','euc-kr':'안녕하세요 세계','utf-16':None}
names={'mac_cyrillic':'x-mac-cyrillic','cp437':'ibm437','cp850':'ibm850','cp852':'ibm852'}
def msg(charset,body,cte='8bit'):
    return H(*base,'Subject: s',f'Content-Type: text/plain; charset={charset}',f'Content-Transfer-Encoding: {cte}','')+body
# 1. written in one charset, declared as another: what is shown is exactly what the declaration says
single=['windows-1251','koi8-r','iso-8859-5','cp866','windows-1252','windows-1250','windows-1253','iso-8859-2']
for true in ['windows-1251','koi8-r','iso-8859-5','cp866','windows-1250','windows-1252','windows-1253','iso-8859-2']:
    for decl in single:
        if decl==true: continue
        b=TEXT[true].encode(true)
        try: shown=b.decode(decl)
        except UnicodeDecodeError: continue
        if shown==TEXT[true] or any(ord(c)<32 or 0x7f<=ord(c)<0xa0 for c in shown) or shown.strip()!=shown or '\u00ad' in shown: continue
        case(f'charset-{true}-declared-as-{decl}',msg(decl,b),shown,msg(true,b))
# 2. the text of every charset, with the declaration lost in different ways: undeclared Cyrillic is read anyway; else it is taken for windows-1251
for name in ['windows-1251','koi8-r']:
    b=TEXT[name].encode(name)
    for how,ct in [('missing','Content-Type: text/plain'),('unknown','Content-Type: text/plain; charset=x-unknown'),('empty','Content-Type: text/plain; charset=""'),('us-ascii','Content-Type: text/plain; charset=us-ascii')]:
        raw=H(*base,'Subject: s',ct,'')+b
        case(f'charset-{name}-{how}-text-is-guessed',raw,TEXT[name],H(*base,'Subject: s',ct,'')+'Hello'.encode())
# 3. every charset declared right: only the body is foreign; repaired: the same declared as utf-8 is another text
for name,t in TEXT.items():
    if not t: continue
    n=names.get(name,name)
    b=t.encode(name)
    for cte,enc in (('base64',base64.encodebytes(b).replace(b'\n',b'\r\n')),('quoted-printable',quopri.encodestring(b).replace(b'\n',b'\r\n'))):
        other='windows-1252' if name not in ('windows-1252','iso-8859-1','iso-8859-15','utf-8') else 'windows-1251'
        case(f'charset-{n}-in-{cte}',msg(n,enc,cte),t,msg(other,enc,cte))
# 4. base64 cut after each number of characters
plain=b'Four score and seven years ago'
b64=base64.b64encode(plain)
for cut in range(1,len(b64)-1):
    got=plain[:cut*6//8].decode()
    case(f'base64-cut-after-{cut}-characters',msg('us-ascii',b64[:cut],'base64'),got,msg('us-ascii',b64,'base64'))
# 5. base64 with strangers in it
for what,junk in (('spaces',b'  '),('exclamation-marks',b'!!'),('line-ends',b'\r\n\r\n'),('tabs',b'\t'),('brackets',b'<>'),('8-bit',b'\xff\xfe'),('dashes',b'---'),('dots',b'...')):
    raw=b64[:10]+junk+b64[10:]
    case(f'base64-with-{what}-in-it',msg('us-ascii',raw,'base64'),plain.decode(),msg('us-ascii',raw,'8bit'))
# 6. quoted-printable escapes that are none stay as they are
for i,(esc,shown) in enumerate([('=ZZ','=ZZ'),('=G1','=G1'),('= 41','= 41'),('=','='),('==41','=A'),('=4-','=4-'),('=é'.replace('é','!!'),'=!!')]):
    if esc in ('=',): continue
    case(f'quoted-printable-escape-{i}-is-none',msg('us-ascii',f'a{esc}b'.encode(),'quoted-printable'),f'a{shown}b',msg('us-ascii',b'a=41b','quoted-printable'))
for low in ('=e2=82=ac','=E2=82=ac','=E2=\r\n=82=AC'):
    case(f'quoted-printable-{low.replace("=","").replace(chr(13)+chr(10),"-soft-break-")}',msg('utf-8',('5 '+low).encode(),'quoted-printable'),'5 €',msg('utf-8',('5 '+low).encode(),'8bit'))
# 7. subjects
def subj(value,shown,name,repaired='Subject: plain'):
    case('subject-'+name,H(*base,'Subject: '+value,'')+b'body','body',H(*base,repaired,'')+b'body',subject=shown)
word=lambda s,cs='utf-8': '=?%s?B?%s?='%(cs,base64.b64encode(s.encode(cs)).decode())
for cs in ('utf-8','windows-1251','koi8-r','iso-8859-5'):
    subj(word('Отчёт за март',cs),'Отчёт за март',f'encoded-word-{cs}')
    subj(word('Отчёт ',cs)+' '+word('за март',cs),'Отчёт за март',f'two-words-with-space-between-{cs}')
    subj(word('Отчёт ',cs)+'\r\n '+word('за март',cs),'Отчёт за март',f'two-words-folded-{cs}')
    subj('Re: '+word('Отчёт',cs),'Re: Отчёт',f'text-before-word-{cs}')
for tag,v,s in [('word-of-unknown-kind','=?utf-8?X?abc?=','=?utf-8?X?abc?='),('word-never-ended','=?utf-8?Q?abc','=?utf-8?Q?abc'),('word-language-suffix','=?utf-8*en?Q?abc?=','abc'),('underscores','=?utf-8?Q?a_b_c?=','a b c'),('folded-with-tab','a\r\n\tb','a b'),('control-characters','a\x01\x02b','a b'),('null','a\x00b','a b')]:
    subj(v,s,tag)
# 8. names of files
def att(head,shown,name):
    def m(h): return H(*base,'Subject: s','Content-Type: multipart/mixed; boundary=x','','--x','','text','--x',*h,'')+b'data\r\n--x--\r\n'
    case('file-name-'+name,m(head),'text',m(['Content-Type: application/pdf','Content-Disposition: attachment; filename=repaired.pdf']),attachments=[shown])
pct=lambda s,cs: ''.join('%%%02X'%c for c in s.encode(cs))
N='Отчёт за март.pdf'
for cs in ('utf-8','windows-1251','koi8-r','iso-8859-5'):
    att(['Content-Type: application/pdf',f"Content-Disposition: attachment; filename*={cs}''{pct(N,cs)}"],N,f'rfc2231-{cs}')
    att(['Content-Type: application/pdf',f'Content-Disposition: attachment; filename="{word(N,cs)}"'],N,f'rfc2047-in-quotes-{cs}')
    att([f'Content-Type: application/pdf; name="{word(N,cs)}"'],N,f'rfc2047-in-content-type-{cs}')
    h=pct(N,cs); k=len(h)//2//3*3
    att(['Content-Type: application/pdf',f"Content-Disposition: attachment; filename*0*={cs}''{h[:k]};",f' filename*1*={h[k:]}'],N,f'rfc2231-in-two-pieces-{cs}')
for tag,v,s in [('slashes','"a/b/c.pdf"','c.pdf'),('backslashes','"C:\\\\temp\\\\c.pdf"','c.pdf'),('dots-at-its-end','"c.pdf..."','c.pdf'),('colon','"a:b.pdf"','a_b.pdf'),('pipe','"a|b.pdf"','a_b.pdf'),('question-mark','"a?b.pdf"','a_b.pdf'),('spaces-around','"  c.pdf  "','c.pdf'),('not-quoted','c.pdf','c.pdf'),('parent-folder','"../../c.pdf"','c.pdf')]:
    att(['Content-Type: application/pdf',f'Content-Disposition: attachment; filename={v}'],s,tag)
# 9. format=flowed (RFC 3676)
def flowed(text,shown,name,extra=''):
    h=lambda e: H(*base,'Subject: s','Content-Type: text/plain; charset=us-ascii'+e,'')
    case('flowed-'+name,h('; format=flowed'+extra)+text.replace('\n','\r\n').encode(),shown,h('')+text.replace('\n','\r\n').encode())
flowed('one \ntwo \nthree','one two three','three-lines-are-one')
flowed('one \ntwo','onetwo','delsp','; delsp=yes')
flowed(' From here','From here','stuffed-from')
flowed(' >not quoted','>not quoted','stuffed-quote-mark')
# 10. subjects and names of files in every charset
for name,t in TEXT.items():
    n=names.get(name,name)
    if not t or name in ('windows-1251','koi8-r','iso-8859-5'): continue
    b=t.encode(name)
    subj('=?%s?B?%s?='%(n,base64.b64encode(b).decode()),t,f'encoded-word-base64-{n}')
    subj('=?%s?Q?%s?='%(n,''.join('=%02X'%c for c in b)),t,f'encoded-word-quoted-printable-{n}')
for cs,t in (('windows-1252','Größe 5 €.pdf'),('iso-8859-2','Zażółć.pdf'),('gb18030','你好.pdf'),('shift_jis','こんにちは.pdf'),('euc-kr','안녕.pdf'),('big5','你好.pdf')):
    att(['Content-Type: application/pdf',"Content-Disposition: attachment; filename*=%s''%s"%(cs,''.join('%%%02X'%c for c in t.encode(cs)))],t,f'rfc2231-{cs}')
# 11. parts and what stands around them
def parts(boundary_line,lines,shown,name,repaired):
    m=lambda l: H(*base,'Subject: s',boundary_line,'',*l)
    case('parts-'+name,m(lines),shown,m(repaired))
X='Content-Type: multipart/mixed; boundary=x'
P=['--x','','one','--x--']
parts(X,['before']+P,'one','preamble-is-not-shown',['--x','','before','--x','','one','--x--'])
parts(X,P+['after'],'one','epilogue-is-not-shown',['--x','','one','--x','','after','--x--'])
parts(X,['--x  ','','one','--x--  '],'one','boundary-with-spaces-behind-it',['--x','','--x  x','one','--x--'])
parts(X,['--x','','one'],'one','closing-boundary-missing',['--x','','one','two','--x--'])
parts(X,['--x','','one','--xx','--x--'],'one\n--xx','line-that-begins-like-the-boundary',['--x','','one','--x','--x--'])
parts('Content-Type: multipart/mixed; boundary="a b"',['--a b','','one','--a b--'],'one','boundary-with-a-space',['--a b','','--a','one','--a b--'])
json.dump(cases, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'made.json'), 'w'), ensure_ascii=False, indent=0)
print(len(cases))
