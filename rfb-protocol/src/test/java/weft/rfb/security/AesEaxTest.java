package weft.rfb.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.Hex;

import java.util.Optional;

import javax.crypto.spec.SecretKeySpec;

class AesEaxTest {

    /// RFC 4493 §4, and the example of NIST for keys of 256 bits.
    @ParameterizedTest
    @CsvSource({
        "2b7e151628aed2a6abf7158809cf4f3c, '', bb1d6929e95937287fa37d129b756746",
        "2b7e151628aed2a6abf7158809cf4f3c, 6bc1bee22e409f96e93d7e117393172a,"
                + " 070a16b46b4d4144f79bdd9dd04a287c",
        "2b7e151628aed2a6abf7158809cf4f3c, 6bc1bee22e409f96e93d7e117393172a"
                + "ae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411,"
                + " dfa66747de9ae63030ca32611497c827",
        "2b7e151628aed2a6abf7158809cf4f3c, 6bc1bee22e409f96e93d7e117393172a"
                + "ae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52ef"
                + "f69f2445df4f9b17ad2b417be66c3710,"
                + " 51f0bebf7e3b9d92fc49741779363cfe",
        "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4, '',"
                + " 028962f61b7bf89efc6b551f4667d983",
    })
    void cmac_ofPublishedMessages_isAsPublished(String key, String message, String expected) {
        var cmac = new AesCmac(new SecretKeySpec(Hex.bytes(key), "AES"));
        assertEquals(expected, Hex.of(cmac.of(Hex.bytes(message))));
        assertEquals(expected, Hex.of(cmac.of(Hex.bytes(message))), "again");
    }

    /// The test vectors of "The EAX Mode of Operation", appendix.
    @ParameterizedTest
    @CsvSource({
        "'', 233952DEE4D5ED5F9B9C6D6FF80FF478, 62EC67F9C3A4A407FCB2A8C49031A8B3,"
                + " 6BFB914FD07EAE6B, E037830E8389F27B025A2D6527E79D01",
        "F7FB, 91945D3F4DCBEE0BF45EF52255F095A4, BECAF043B0A23D843194BA972C66DEBD,"
                + " FA3BFD4806EB53FA, 19DD5C4C9331049D0BDAB0277408F67967E5",
        "1A47CB4933, 01F74AD64077F2E704C0F60ADA3DD523, 70C3DB4F0D26368400A10ED05D2BFF5E,"
                + " 234A3463C1264AC6, D851D5BAE03A59F238A23E39199DC9266626C40F80",
        "481C9E39B1, D07CF6CBB7F313BDDE66B727AFD3C5E8, 8408DFFF3C1A2B1292DC199E46B7D617,"
                + " 33CCE2EABFF5A79D, 632A9D131AD4C168A4225D8E1FF755939974A7BEDE",
        "40D0C07DA5E4, 35B6D0580005BBC12B0587124557D2C2, FDB6B06676EEDC5C61D74276E1F8E816,"
                + " AEB96EAEBE2970E9, 071DFE16C675CB0677E536F73AFE6A14B74EE49844DD",
        "CA40D7446E545FFAED3BD12A740A659FFBBB3CEAB7, 8395FCF1E95BEBD697BD010BC766AAC3,"
                + " 22E7ADD93CFC6393C57EC0B3C17D6B44, 126735FCC320D25A,"
                + " CB8920F87A6C75CFF39627B56E3ED197C552D295A7CFC46AFC253B4652B1AF3795B124AB6E",
    })
    void eax_ofPublishedMessages_isAsPublished(
            String message, String key, String nonce, String header, String sealed) {
        var eax = new AesEax(Hex.bytes(key));
        byte[] plain = Hex.bytes(message);
        byte[] n = Hex.bytes(nonce);
        byte[] h = Hex.bytes(header);
        assertArrayEquals(Hex.bytes(sealed), eax.seal(n, h, plain));
        assertArrayEquals(plain, eax.open(n, h, Hex.bytes(sealed)).orElseThrow());
    }

    @Test
    void eax_anyBitChanged_isNotOpened() {
        var eax = new AesEax(new byte[32]);
        byte[] nonce = new byte[16];
        byte[] header = {0, 5};
        byte[] sealed = eax.seal(nonce, header, new byte[] {1, 2, 3, 4, 5});
        assertTrue(eax.open(nonce, header, sealed).isPresent());
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertEquals(Optional.empty(), eax.open(nonce, header, changed), "bit " + bit);
        }
        assertEquals(Optional.empty(), eax.open(nonce, new byte[] {0, 4}, sealed));
        assertEquals(Optional.empty(), eax.open(new byte[] {1}, header, sealed));
    }
}
