@testable import Outreach
import Screening
import Testing

/// Every way to write an address of this machine or its network that the author could find.
@Suite struct AddressTests {
    static let special4 = [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "100.100.100.200",
        "127.0.0.1", "127.1.2.3", "127.255.255.255", "169.254.169.254", "169.254.0.1", "172.16.0.1", "172.31.255.255",
        "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.0.1",
        "192.175.48.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.250",
        "240.0.0.1", "255.255.255.255", "168.63.129.16",
    ]
    static let public4 = [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0",
        "198.17.255.255", "198.20.0.0", "223.255.255.255", "168.63.129.15", "145.7.8.9",
    ]
    static let special6 = [
        "::", "::1", "::7f00:1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1",
        "::ffff:169.254.169.254", "0:0:0:0:0:ffff:c0a8:1", "::ffff:0:7f00:1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:1::1",
        "2002:808:808::1", "2620:4f:8000::1", "3fff::1", "4000::1", "5f00::1", "fc00::1", "fd00::1", "fd00:ec2::254",
        "fd12:3456:789a::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1", "2a00:1450::5efe:a00:1",
        "2a00:1450::200:5efe:7f00:1",
    ]
    static let public6 = [
        "2606:4700:4700::1111", "2a00:1450:4001:81b::200e", "2620:fe::fe", "2001:200::1", "2400:cb00::1",
        "64:ff9b::8.8.8.8", "::ffff:8.8.8.8", "3000::1",
    ]

    @Test(arguments: special4 + special6)
    func `an address that is not on the public internet is known`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublicUnicast == false)
    }

    @Test(arguments: public4 + public6)
    func `a public address is known`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublicUnicast)
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.04", "1.2.3.-4", "1.2.3.+4", "0x7f.0.0.1",
        "1.2.3.4 ",
        "１.2.3.4", ":", ":::", "::1::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::12345", "::g",
        "1::2::3", ":1", "1:", "::1%eth0", "::1.2.3", "1.2.3.4::", "::+1", "::-1", "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
    ])
    func `what is not an address in its usual spelling is refused`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test(arguments: [
        ("::", "0:0:0:0:0:0:0:0"), ("::1", "0:0:0:0:0:0:0:1"), ("1::", "1:0:0:0:0:0:0:0"), ("1::8", "1:0:0:0:0:0:0:8"),
        ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("64:FF9B::1.2.3.4", "64:ff9b:0:0:0:0:102:304"),
        ("::ffff:1.2.3.4", "1.2.3.4"), ("1:2:3::6:7:8", "1:2:3:0:0:6:7:8"), ("1.2.3.4", "1.2.3.4"),
    ])
    func `an address is read as it is meant`(text: String, written: String) {
        #expect(NetworkAddress(text)?.text == written)
    }

    static let invalid = [
        "", "x", "https:", "https://", "https:///x", "https:/example.com/", "https:example.com", "//example.com/",
        "https://user@example.com/", "https://user:pass@example.com/", "https://example.com@127.0.0.1/",
        "https://@example.com/",
        "https://example.com\\@127.0.0.1/", "https:\\\\127.0.0.1\\", "https://127.0.0.1\\.example.com/",
        "https://2130706433/", "https://017700000001/", "https://0x7f000001/", "https://0x7f.1/", "https://127.1/",
        "https://127.0.1/", "https://0177.0.0.1/", "https://0x7f.0.0.1/", "https://127.0.0.0x1/",
        "https://00127.0.0.1/",
        "https://127.0.0.01/", "https://1.2.3.4.5/", "https://256.256.256.256/", "https://4294967295/", "https://0/",
        "https://example.0x10/", "https://example.123/", "https://[::1/", "https://::1/", "https://[::1%25eth0]/",
        "https://[fe80::1%eth0]/", "https://[127.0.0.1]/", "https://[]/", "https://[::1]x/", "https://１２７.0.0.1/",
        "https://ⓛocalhost/", "https://bücher.example/", "https://example。com/", "https://exa mple.com/",
        "https://example.com/a b", "https://example.com/\n", "https://example.com/\r\nHost: x",
        "https://example.com/\u{0}",
        "https://%6c%6f%63%61%6c/", "https://example.com%00.x/", "https://example.com:/", "https://example.com:0/",
        "https://example.com:65536/", "https://example.com:4 43/", "https://example.com:+443/",
        "https://example.com:443:80/",
        "https://-example.com/", "https://example-.com/", "https://.example.com/", "https://example..com/",
        "https://example.com../", "https://./", "https://exa$mple.com/", "https://example.com/%",
        "https://example.com/%zz",
        "https://example.com/%4", "https://example.com/|", "https://example.com/\"",
        "https://" + String(repeating: "a.", count: 200) + "com/",
        "https://example.com/" + String(repeating: "a", count: 5000),
        "https://" + String(repeating: "a", count: 64) + ".com/",
    ]

    @Test(arguments: invalid)
    func `an odd spelling is refused, not guessed`(text: String) {
        #expect(throws: FetchError.addressInvalid) { try WebAddress(text) }
    }

    @Test(arguments: [
        "ftp://example.com/", "file:///etc/passwd", "gopher://127.0.0.1:25/", "data:image/png;base64,AAAA",
        "javascript:alert(1)", "httpss://example.com/", "http+unix://x/", "unix:/var/run/x", "HTTPSX://example.com/",
    ])
    func `only the web's two schemes are read`(text: String) {
        #expect(throws: FetchError.schemeNotAllowed) { try WebAddress(text) }
    }

    @Test(arguments: [
        ("https://example.com", "https://example.com/"), ("HTTPS://EXAMPLE.com/A?B#C", "https://example.com/A?B"),
        ("https://example.com./x", "https://example.com/x"), ("https://example.com:443/", "https://example.com/"),
        ("https://example.com:8443?x=1", "https://example.com:8443/?x=1"), ("http://1.2.3.4:80/", "http://1.2.3.4/"),
        ("https://[2606:4700::1111]:444/a", "https://[2606:4700:0:0:0:0:0:1111]:444/a"),
        ("https://[::ffff:7f00:1]/", "https://127.0.0.1/"),
        ("https://xn--bcher-kva.example/%C3%BC", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://a_b.example.com/", "https://a_b.example.com/"), ("https://1.2.3.4./", "https://1.2.3.4/"),
    ])
    func `a plain address is written anew`(text: String, written: String) throws {
        #expect(try WebAddress(text).text == written)
    }

    @Test(arguments: [
        ("/b", "https://example.com/b"), ("//other.example/b", "https://other.example/b"),
        ("?q", "https://example.com/a/x?q"),
        ("y", "https://example.com/a/y"), ("http://other.example", "http://other.example/"),
        ("https://example.com:444/", "https://example.com:444/"),
    ])
    func `a redirect is followed to where it points`(location: String, written: String) throws {
        #expect(try WebAddress("https://example.com/a/x?p").following(location).text == written)
    }

    @Test(arguments: [
        "", "../b", "./b", "#x", "\\\\127.0.0.1\\", "https://user@example.com/", "/\\127.0.0.1", "javascript:1",
    ])
    func `a redirect to nowhere in particular is refused`(location: String) throws {
        let address = try WebAddress("https://example.com/a/x")
        #expect(throws: FetchError.self) { try address.following(location) }
    }
}
