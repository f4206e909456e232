; Bricks: a wall, a ball and a paddle. The cursor keys move the paddle, the space bar
; lets the ball go.

SCREEN  = $4000
KEYS    = $9000
FRAME   = $9002

ptr     = $10           ; where to draw, 16 bits
fillx   = $12           ; a rectangle to fill
filly   = $13
fillw   = $14
fillh   = $15
colour  = $16
ballx   = $20
bally   = $21
dx      = $22           ; 1 or $FF
dy      = $23
paddle  = $24           ; its left end
lives   = $25
wall    = $26           ; how many bricks there are
last    = $27           ; the frame that was seen last
held    = $28           ; not 0 before the ball was let go
row     = $29
column  = $2A
brick   = $2B
cornerx = $2C
cornery = $2D

rowlo   = $0200         ; addresses of the rows
rowhi   = $0300
bricks  = $0400         ; 5 rows of 10: 0 is gone, else its colour

TOP     = 16            ; of the wall
FLOOR   = 112           ; of the paddle

* = $E000
start:  cld
        ldx #$FF
        txs
        lda #<SCREEN
        sta ptr
        lda #>SCREEN
        sta ptr+1
        ldx #0
rows:   lda ptr
        sta rowlo,x
        clc
        adc #160
        sta ptr
        lda ptr+1
        sta rowhi,x
        adc #0
        sta ptr+1
        inx
        cpx #120
        bne rows

newgame:
        lda #3
        sta lives
        jsr build
newball:
        lda #68
        sta paddle
        lda #1
        sta dx
        sta held
        lda #$FF
        sta dy
        jsr clear
        jsr showwall
        jsr showlives
        lda FRAME
        sta last

loop:   lda FRAME
        cmp last
        beq loop
        sta last
        lda #0
        sta colour
        jsr fillball
        jsr fillpaddle
        jsr mend
        jsr steer
        jsr move
        lda #7
        sta colour
        jsr fillball
        lda #3
        sta colour
        jsr fillpaddle
        lda bally
        cmp #117
        bcc loop
        dec lives
        bne newball
        jmp newgame

; The paddle follows the keys.
steer:  lda KEYS
        and #1
        beq noleft
        lda paddle
        beq noleft
        dec paddle
        dec paddle
noleft: lda KEYS
        and #2
        beq noright
        lda paddle
        cmp #136
        bcs noright
        inc paddle
        inc paddle
noright:
        rts

; The ball goes on by a pixel.
move:   lda held
        beq fly
        clc
        lda paddle
        adc #10
        sta ballx
        lda #FLOOR-3
        sta bally
        lda KEYS
        and #$10
        beq moved
        lda #0
        sta held
moved:  rts

fly:    clc
        lda ballx
        adc dx
        sta ballx
        beq turnx
        cmp #157
        bne up
turnx:  lda #0
        sec
        sbc dx
        sta dx
up:     clc
        lda bally
        adc dy
        sta bally
        bne catch
        lda #1
        sta dy
        rts

; Is it on the paddle? Left of the middle it goes left.
catch:  cmp #FLOOR-3
        bne hit
        clc
        lda ballx
        adc #3
        cmp paddle
        bcc hit
        lda paddle
        clc
        adc #24
        cmp ballx
        bcc hit
        lda #$FF
        sta dy
        ldx #1
        lda paddle
        clc
        adc #11
        cmp ballx
        bcc right
        ldx #$FF
right:  stx dx
        rts

; Is it on a brick? Eight rows and 16 columns of pixels belong to each.
hit:    lda bally
        sec
        sbc #TOP-1
        bcc missed
        cmp #40
        bcs missed
        lsr a
        lsr a
        lsr a
        sta row
        lda ballx
        clc
        adc #1
        lsr a
        lsr a
        lsr a
        lsr a
        sta column
        jsr number
        lda bricks,x
        beq missed
        lda #0
        sta bricks,x
        sta colour
        jsr fillbrick
        lda #0
        sec
        sbc dy
        sta dy
        dec wall
        bne missed
        pla             ; nobody goes back to the loop
        pla
        jmp newgame
missed: rts

; Draws the bricks again that the ball was in front of.
mend:   lda bally
        sta cornery
        jsr mendrow
        lda bally
        clc
        adc #2
        sta cornery
mendrow:
        lda ballx
        sta cornerx
        jsr corner
        lda ballx
        clc
        adc #2
        sta cornerx
corner: lda cornery
        sec
        sbc #TOP
        bcc free
        cmp #40
        bcs free
        lsr a
        lsr a
        lsr a
        sta row
        lda cornerx
        lsr a
        lsr a
        lsr a
        lsr a
        sta column
        jsr number
        lda bricks,x
        beq free
        sta colour
        jmp fillbrick
free:   rts

; X is the number of the brick at row and column.
number: lda row
        asl a
        asl a
        adc row         ; 5 times, and no carry so far
        asl a
        adc column
        tax
        rts

; A whole wall, each row in a colour of its own.
build:  ldx #0
        ldy #0
whole:  lda colours,y
        sta bricks,x
        inx
        txa
        ldy #0
tens:   cmp #10
        bcc whole
        sbc #10
        iny
        cpy #5
        bcc tens
        lda #50
        sta wall
        rts
colours:
        .byte 2, 8, 7, 5, 14

showwall:
        lda #0
        sta row
nextrow:
        lda #0
        sta column
nextbrick:
        jsr number
        lda bricks,x
        sta colour
        jsr fillbrick
        inc column
        lda column
        cmp #10
        bne nextbrick
        inc row
        lda row
        cmp #5
        bne nextrow
        rts

showlives:
        lda #10
        sta colour
        lda lives
        sta brick
        lda #4
        sta fillx
nextlife:
        lda #4
        sta filly
        lda #5
        sta fillw
        sta fillh
        jsr fill
        lda fillx
        clc
        adc #8
        sta fillx
        dec brick
        bne nextlife
        rts

fillball:
        lda ballx
        sta fillx
        lda bally
        sta filly
        lda #3
        sta fillw
        sta fillh
        bne fill

fillpaddle:
        lda paddle
        sta fillx
        lda #FLOOR
        sta filly
        lda #24
        sta fillw
        lda #3
        sta fillh
        bne fill

fillbrick:
        lda column
        asl a
        asl a
        asl a
        asl a
        sta fillx
        lda row
        asl a
        asl a
        asl a
        adc #TOP
        sta filly
        lda #15
        sta fillw
        lda #7
        sta fillh
        bne fill

clear:  lda #0
        sta colour
        sta fillx
        jsr half
        lda #80
        sta fillx
half:   lda #0
        sta filly
        lda #80
        sta fillw
        lda #120
        sta fillh

; Fills the rectangle; it is at most 128 wide.
fill:   ldx filly
nextline:
        clc
        lda rowlo,x
        adc fillx
        sta ptr
        lda rowhi,x
        adc #0
        sta ptr+1
        ldy fillw
        dey
        lda colour
dots:   sta (ptr),y
        dey
        bpl dots
        inx
        dec fillh
        bne nextline
        rts

* = $FFFC
        .word start
